import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { run } from '../program.js';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-send-'));
  await mkdir(join(work, 'old'));
  await writeFile(join(work, 'a.log'), 'first\n');
  await writeFile(join(work, 'b.xz'), Buffer.from('fd377a585a000000', 'hex'));
  await writeFile(join(work, 'c.log'), 'last\n');
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function send(...files: string[]) {
  const terminal = testTerminal({ directory: work });
  const code = await run(['send', '--dry-run', ...files], terminal);
  const messages = terminal.output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).message]));
  return { code, messages, notes: terminal.notes };
}

describe('of several files', () => {
  it('those that cannot be sent are named and left out, and the exit code says so', async () => {
    const { code, messages, notes } = await send('a.log', 'old', 'b.xz', 'nope.log', 'c.log');
    expect(messages).toEqual(['first', 'last']);
    expect(notes).toContain('skipped: old is a directory.');
    expect(notes).toContain('skipped: b.xz is compressed with xz. xz -dc b.xz | heartwood send -');
    expect(notes).toContain('skipped: There is no file nope.log.');
    expect(notes).toContain('error: 3 of the files named could not be sent');
    expect(code).toBe(1);
  });

  it('matched by a pattern, it is the same', async () => {
    const { code, messages, notes } = await send('*');
    expect(messages).toEqual(['first', 'last']);
    expect(notes).toContain('skipped: b.xz');
    expect(code).toBe(1);
  });
});

it('a single file that cannot be sent is wrong usage', async () => {
  expect(await send('old')).toMatchObject({ code: 2, messages: [], notes: expect.stringContaining('error: old is') });
  expect((await send('b.xz')).code).toBe(2);
});
