import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Fails at first in the test, in the hook behind it, for good, and not at all; tells what runs around each try. */
const TESTS = `
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
let [tries, pages] = [0, 0];
const steps = [];
beforeEach(() => {
  steps.push('before');
  pages++;
});
afterEach(({ task }) => {
  steps.push('after');
  pages--;
  if (task.name === 'is left untidy') expect(steps.length, 'what was left').toBeGreaterThan(8);
});
it('fails once', () => expect(++tries, 'the number of the try').toBe(2));
it('has hooks around each try', () => expect(steps).toEqual(['before', 'after', 'before', 'after', 'before']));
it('is left untidy', () => {});
it('passes', () => {});
it.fails('fails for good', () => expect(1).toBe(2));
afterAll(() => expect(pages).toBe(0));
`;

let folder: string;
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'second-try-'));
  mkdirSync(join(folder, 'test'));
  writeFileSync(join(folder, 'test', 'now-and-then.test.ts'), TESTS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The tests of the folder, run with the configuration of the workspace. */
async function run(environment: NodeJS.ProcessEnv): Promise<{ status: number; output: string }> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--root', folder, '--config', join(ROOT, 'vitest.config.ts')], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HEARTWOOD_BUILT: '1', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const [status] = await once(child, 'close');
  return { status, output };
}

describe('in CI', () => {
  it('a test that fails is tried once more, hooks and all, and named at the end with what it said at first', async () => {
    const { status, output } = await run({ CI: 'true' });
    const [, said = output] = output.split(/^═+$/m);
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining('2 TESTS PASSED ONLY') });
    expect(said).toMatch(
      /^× test\/now-and-then\.test\.ts > fails once\n {4}AssertionError: the number of the try: expected 1 to be 2/m,
    );
    expect(said).toMatch(/^ {4}at .*now-and-then\.test\.ts:\d+:\d+$/m);
    expect(said).toMatch(/> is left untidy\n {4}AssertionError: what was left: expected 8 to be greater than 8/);
    expect(said).not.toMatch(/> (passes|has hooks|fails for good)/);
  });
});

describe('elsewhere', () => {
  it('it fails at once', async () => {
    const { status, output } = await run({});
    expect({ status, output }).toMatchObject({ status: 1, output: expect.stringContaining('the number of the try') });
    expect(output).not.toContain('SECOND TRY');
  });
});
