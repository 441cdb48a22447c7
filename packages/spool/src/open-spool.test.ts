import { mkdtemp, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSpool, RecordPacker, SpoolIoError, SpoolLockedError, type SpoolProblem } from './index.js';

describe('openSpool, on a real disk', () => {
  let parent: string;
  let dir: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'heartwood-spool-'));
    dir = join(parent, 'spool');
  });
  afterEach(() => rm(parent, { recursive: true }));

  it('keeps records over restarts, in order, and gives the space back', async () => {
    const total = 5_000;
    const first = await openSpool({ dir, segmentBytes: 100_000 });
    const packer = new RecordPacker();
    for (let index = 0; index < total; ) {
      packer.clear();
      for (const end = index + 250; index < end; index++) packer.addText(`${index} ${'x'.repeat(index % 300)}`);
      await first.append(packer.take());
    }
    await first.close();

    let next = 0;
    for (let sitting = 0; sitting < 5; sitting++) {
      const spool = await openSpool({ dir, segmentBytes: 100_000 });
      expect(spool.stats().records).toBe(total - next);
      for (let taken = 0; taken < 1_000; ) {
        const { records, end } = await spool.read({ maxRecords: 125 });
        for (const { data } of records) expect(Buffer.from(data).toString()).toMatch(new RegExp(`^${next++} `));
        taken += records.length;
        await spool.acknowledge(end);
      }
      await spool.close();
    }
    expect(next).toBe(total);
    await (await openSpool({ dir })).close();
    expect(await readdir(dir)).toEqual(['acknowledged']);
  });

  it('is for the eyes of its owner only', async () => {
    const spool = await openSpool({ dir });
    await spool.append([Buffer.from('secret')]);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(dir)) expect((await stat(join(dir, name))).mode & 0o777, name).toBe(0o600);
    await spool.close();
  });

  it('is refused to a second writer until the first has closed it', async () => {
    const first = await openSpool({ dir });
    await expect(openSpool({ dir })).rejects.toBeInstanceOf(SpoolLockedError);
    await first.close();
    await (await openSpool({ dir })).close();
  });

  it('stops writing when its lock was taken away', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const problems: SpoolProblem[] = [];
      const spool = await openSpool({ dir, onProblem: (problem) => problems.push(problem) });
      await spool.append([Buffer.from('mine')]);
      await unlink(join(dir, 'lock'));
      const thief = await openSpool({ dir, onProblem: () => {} });
      vi.advanceTimersByTime(5_000);
      await vi.waitFor(() => expect(problems).toEqual([{ kind: 'lost-lock', path: join(dir, 'lock') }]), 30_000);
      await expect(spool.append([Buffer.from('theirs')])).rejects.toBeInstanceOf(SpoolLockedError);
      await spool.close();
      expect(await readdir(dir)).toContain('lock');
      await thief.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves no lock behind when it cannot be opened', async () => {
    await expect(openSpool({ dir, segmentBytes: 1 })).rejects.toBeInstanceOf(RangeError);
    expect(await readdir(dir)).toEqual([]);
  });

  it('says which path the disk refuses', async () => {
    await writeFile(dir, 'a file where the directory should be');
    const refusal = await openSpool({ dir }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SpoolIoError);
    expect(refusal).toMatchObject({ operation: 'create directory', path: dir, reason: 'EEXIST' });
  });
});
