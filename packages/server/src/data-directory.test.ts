import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDirectory } from './data-directory.js';
import { StartError } from './start-error.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-storage-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('makeDirectory', () => {
  it('makes every missing part for its owner only, and leaves what is there', async () => {
    await makeDirectory(join(dir, 'a/b/c'));
    await makeDirectory(join(dir, 'a/b/c'));
    for (const part of ['a', 'a/b', 'a/b/c']) expect(statSync(join(dir, part)).mode & 0o777).toBe(0o700);
  });

  it('ends under /proc, naming the directory', async ({ skip }) => {
    if (!existsSync('/proc/self')) skip('this system has no /proc');
    const made = makeDirectory('/proc/heartwood/data');
    await expect(made).rejects.toThrow(StartError);
    await expect(made).rejects.toThrow(
      /data directory \/proc\/heartwood\/data cannot be used: .* in \/proc .*data_dir/,
    );
  });

  it('refuses a file in the place of a directory', async () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    await expect(makeDirectory(file)).rejects.toThrow(`${file} is not a directory`);
    await expect(makeDirectory(join(file, 'data'))).rejects.toThrow(StartError);
  });
});
