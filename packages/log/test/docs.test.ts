import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const docs = fileURLToPath(new URL('../../../docs/logging/', import.meta.url));

const blocksOf = (page: string): string[] =>
  [...readFileSync(`${docs}${page}`, 'utf8').matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

const scratch = mkdtempSync(join(tmpdir(), 'heartwood-docs-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** The same code with its files in a folder of this test, and with a server that is not there. */
const confined = (code: string): string =>
  code.replaceAll("'/var/", `'${scratch}/`).replaceAll('http://127.0.0.1:4710', 'http://127.0.0.1:9');

/** Each page with the number of blocks it must have, so that none is missed for its fence. */
describe.each([
  ['audit.md', 2],
  ['entry-types.md', 5],
  ['analytics.md', 1],
  ['destinations.md', 2],
  ['noise.md', 1],
  ['testing.md', 1],
])('every JavaScript block of docs/logging/%s', (page, count) => {
  const blocks = blocksOf(page);

  it('is found', () => expect(blocks).toHaveLength(count));

  it.each(blocks.map((code, index) => [index + 1, code] as const))('runs: block %i', async (_number, code) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', confined(code)], {
      cwd: packageDir,
      env: { PATH: process.env.PATH },
    });
    let errors = '';
    child.stdout.resume();
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    const [status] = await once(child, 'close');
    expect({ status, errors: errors.replace(/^heartwood: .*\n/gm, '') }).toEqual({ status: 0, errors: '' });
  });
});
