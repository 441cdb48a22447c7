import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const redactDir = fileURLToPath(new URL('../../redact', import.meta.url));

const blocksOf = (dir: string): string[] =>
  [...readFileSync(`${dir}/README.md`, 'utf8').matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

const scratch = mkdtempSync(join(tmpdir(), 'heartwood-readme-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** The same code with its files in a folder of this test, and with a server that is not there. */
const confined = (code: string): string =>
  code.replaceAll("'/var/", `'${scratch}/`).replaceAll('http://127.0.0.1:4710', 'http://127.0.0.1:9');

describe.each([
  ['@heartwood/log', packageDir, 5],
  ['@heartwood/redact', redactDir, 1],
])('every code block of the README of %s', (_, dir, count) => {
  const blocks = blocksOf(dir);

  it('is found', () => expect(blocks).toHaveLength(count));

  it.each(blocks.map((code, index) => [index + 1, code] as const))('runs: block %i', (_number, code) => {
    const env = { PATH: process.env.PATH };
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', confined(code)], {
      cwd: dir,
      env,
      encoding: 'utf8',
    });
    expect({ status: run.status, errors: run.stderr.replace(/^heartwood: .*\n/gm, '') }).toEqual({
      status: 0,
      errors: '',
    });
  });
});
