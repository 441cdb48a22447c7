import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCutMemory, stateDirectory } from './cuts.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'heartwood-cuts-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('remembers the cuts of all runs, in order, for each file by itself', async () => {
  const problems: string[] = [];
  const memory = createCutMemory(join(dir, 'state', 'send'), (reason) => problems.push(reason));
  expect(await memory.recall('a')).toEqual([]);
  await memory.remember('a', [100, 120]);
  await memory.remember('a', [90, 120, 2_000]);
  expect(await memory.recall('a')).toEqual([90, 100, 120, 2_000]);
  expect(await memory.recall('b')).toEqual([]);
  expect(problems).toEqual([]);
});

it('keeps no more than it needs', async () => {
  const memory = createCutMemory(dir, () => {});
  await writeFile(join(dir, 'old.json'), '[1]');
  await utimes(join(dir, 'old.json'), 1_700_000_000, 1_700_000_000);
  await memory.remember(
    'a',
    Array.from({ length: 1_500 }, (_, index) => index),
  );
  expect((await memory.recall('a')).length).toBe(1_000);
  expect((await memory.recall('a')).at(-1)).toBe(1_499);
  expect(await readdir(dir)).toEqual(['a.json']);
});

it('is shared by runs at the same time', async () => {
  const problems: string[] = [];
  const script = `
    import { createCutMemory } from ${JSON.stringify(import.meta.resolve('../../dist/send/cuts.js'))};
    const [, dir, run] = process.argv;
    const memory = createCutMemory(dir, (reason) => console.log(reason));
    for (let round = 0; round < 100; round++) await memory.remember(run + round, [round]);`;
  const runs = ['a', 'b', 'c'].map((run) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dir, run]),
  );
  for (const { stdout } of await Promise.all(runs)) problems.push(stdout);
  expect(problems).toEqual(['', '', '']);
  expect((await readdir(dir)).length).toBe(300);
});

it('says why it cannot be used, and sending goes on', async () => {
  const problems: string[] = [];
  await writeFile(join(dir, 'file'), '');
  await writeFile(join(dir, 'a.json'), 'half a fi');
  const nowhere = createCutMemory(join(dir, 'file'), (reason) => problems.push(reason));
  expect(await nowhere.recall('a')).toEqual([]);
  await nowhere.remember('a', [1]);
  expect(await createCutMemory(dir, (reason) => problems.push(reason)).recall('a')).toEqual([]);
  expect(problems).toMatchObject(
    [/ENOTDIR/, /EEXIST|ENOTDIR/, /JSON/].map((pattern) => expect.stringMatching(pattern)),
  );
  expect(await readFile(join(dir, 'file'), 'utf8')).toBe('');
});

it('lies where state belongs, and nowhere without a home', async () => {
  expect(stateDirectory({ HOME: '/home/jo' })).toBe('/home/jo/.local/state/heartwood/send');
  expect(stateDirectory({ HOME: '/home/jo', XDG_STATE_HOME: '/state' })).toBe('/state/heartwood/send');
  expect(stateDirectory({ XDG_STATE_HOME: 'relative' })).toBeUndefined();
  await createCutMemory(undefined, () => {}).remember('a', [1]);
  expect(await createCutMemory(undefined, () => {}).recall('a')).toEqual([]);
});
