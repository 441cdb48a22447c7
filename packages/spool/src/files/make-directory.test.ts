import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDirectory } from './make-directory.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartwood-make-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('makeDirectory', () => {
  it('makes what is missing, for the owner only, and takes what is there', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeDirectory(path);
    makeDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    makeDirectory(join(folder, 'd'), 0o750);
    expect(statSync(join(folder, 'd')).mode & 0o777).toBe(0o750);
  });

  it('says what is in the way', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeDirectory(join(folder, 'file'))).toThrow('EEXIST');
    expect(() => makeDirectory(join(folder, 'file', 'a'))).toThrow('ENOTDIR');
  });

  it.runIf(existsSync('/proc/self'))('ends where nothing can be made', () => {
    expect(() => makeDirectory('/proc/heartwood/a/b')).toThrow('ENOENT');
  });
});
