import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { blocksOf, ROOT } from './markdown.js';

/** Each page with the number of blocks it must have, so that none is missed for its fence. Their assertions are their own. */
describe.each([
  ['levels.md', 2],
  ['context.md', 3],
])('every code block of docs/guide/%s', (page, count) => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs/guide', page), 'utf8'));

  it('is JavaScript and is found', () =>
    expect(blocks.map(({ language }) => language)).toEqual(Array(count).fill('js')));

  it.each(blocks.map(({ text }, index) => [index + 1, text] as const))('runs: block %i', async (_number, code) => {
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      cwd: ROOT,
      env: { PATH: process.env.PATH },
    });
    await expect(run).resolves.toEqual({ stdout: '', stderr: '' });
  });
});
