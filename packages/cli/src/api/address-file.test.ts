import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leaveAddress, readAddress, takeAddress } from './address-file.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'heartwood-address-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('is believed while the process that wrote it runs', async () => {
  expect(await readAddress(dir)).toBeUndefined();
  await leaveAddress(dir, 'http://127.0.0.1:4711');
  expect((await readAddress(dir))?.origin).toBe('http://127.0.0.1:4711');
  await takeAddress(dir);
  expect(await readdir(dir)).toEqual([]);
  await takeAddress(dir);
});

it('is not believed when that process was killed', async () => {
  const script = `
    import { leaveAddress } from ${JSON.stringify(import.meta.resolve('../../dist/api/address-file.js'))};
    await leaveAddress(process.argv[1], 'http://127.0.0.1:4711');
    process.kill(process.pid, 'SIGKILL');`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dir]);
  await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' });
  expect(await readFile(join(dir, 'address'), 'utf8')).toContain('"url":"http://127.0.0.1:4711"');
  expect(await readAddress(dir)).toBeUndefined();
});

it.skipIf(process.platform !== 'linux')(
  'is not believed when the process id went to somebody else (Linux tells)',
  async () => {
    await leaveAddress(dir, 'http://127.0.0.1:4711');
    const left = JSON.parse(await readFile(join(dir, 'address'), 'utf8'));
    left.process.startedAt = '1';
    await writeFile(join(dir, 'address'), JSON.stringify(left));
    expect(await readAddress(dir)).toBeUndefined();
  },
);

it.each(['', 'http://127.0.0.1:4711', '{', 'null', '{"url":"http://127.0.0.1:4711"}', '{"url":1,"process":{"pid":1}}'])(
  'is none when no process stands by it: %s',
  async (text) => {
    await writeFile(join(dir, 'address'), text);
    expect(await readAddress(dir)).toBeUndefined();
  },
);

it('is none when a directory has its place', async () => {
  await mkdir(join(dir, 'address'));
  expect(await readAddress(dir)).toBeUndefined();
  await takeAddress(dir);
  expect(await readdir(dir)).toEqual(['address']);
});
