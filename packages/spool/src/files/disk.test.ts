import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { disk } from './disk.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'heartwood-files-'));
});
afterEach(() => rm(dir, { recursive: true }));

it('writes, reads, cuts and names files', async () => {
  const path = join(dir, 'one');
  const file = await disk.open(path, 'create');
  await file.write(Buffer.from('hello world'), 0);
  await file.write(Buffer.from('W'), 6);
  await file.sync();
  await file.truncate(7);
  expect(await file.size()).toBe(7);
  const target = Buffer.alloc(20, '.');
  expect(await file.read(target, 3)).toBe(4);
  expect(target.toString()).toBe(`lo W${'.'.repeat(16)}`);
  await file.close();
  await disk.syncDirectory(dir);
  expect(await disk.list(dir)).toEqual(['one']);
  await disk.remove(path);
  expect(await disk.list(dir)).toEqual([]);
});

it('creates only what is not there, opens only what is, and replaces either', async () => {
  const path = join(dir, 'file');
  await expect(disk.open(path, 'read')).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(disk.open(path, 'modify')).rejects.toMatchObject({ code: 'ENOENT' });
  const file = await disk.open(path, 'create');
  await file.write(Buffer.from('old'), 0);
  await file.close();
  await expect(disk.open(path, 'create')).rejects.toMatchObject({ code: 'EEXIST' });
  const replaced = await disk.open(path, 'replace');
  expect(await replaced.size()).toBe(0);
  await replaced.close();
});
