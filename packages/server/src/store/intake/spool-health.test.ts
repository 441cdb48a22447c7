import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSpool, type Spool, SpoolFullError } from '@heartwood/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpoolHealth } from './spool-health.js';

let dir: string;
let spool: Spool;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'heartwood-spool-health-'));
  spool = await openSpool({ dir: join(dir, 'spool'), segmentBytes: 65_536, maxBytes: 131_072 });
});
afterEach(async () => {
  await spool.close();
  await rm(dir, { recursive: true, force: true });
});

describe('createSpoolHealth', () => {
  it('finds nothing wrong with a disk that takes data', async () => {
    const health = createSpoolHealth({ spool, dir, maxBytes: 131_072 });
    expect(await health.problem()).toBeUndefined();
  });

  it('says that the spool is full once it refuses a batch, and gives it another chance later', async () => {
    let time = 0;
    const health = createSpoolHealth({ spool, dir, maxBytes: 131_072, now: () => time });
    const record = Buffer.alloc(40_000);
    const fill = async (): Promise<never> => {
      for (;;) await health.append([record]);
    };
    await expect(fill()).rejects.toThrow(SpoolFullError);
    expect(spool.stats().bytes).toBeLessThan(131_072);
    expect(await health.problem()).toBe('is full');
    time = 10_000;
    expect(await health.problem()).toBeUndefined();
    await expect(health.append([record])).rejects.toThrow(SpoolFullError);
    expect(await health.problem()).toBe('is full');
    await spool.acknowledge(spool.end);
    await health.append([record]);
    expect(await health.problem()).toBeUndefined();
  });

  // A device that answers every write with ENOSPC; Linux alone has it.
  it.runIf(existsSync('/dev/full'))(
    'says that the disk is full before a batch meets it, and when it is no longer',
    async () => {
      let time = 0;
      const health = createSpoolHealth({ spool, dir, maxBytes: 131_072, now: () => time });
      await symlink('/dev/full', join(dir, 'trial'));
      expect(await health.problem()).toBe('cannot be written (ENOSPC)');
      await rm(join(dir, 'trial'));
      expect(await health.problem()).toBe('cannot be written (ENOSPC)');
      time = 1_000;
      expect(await health.problem()).toBeUndefined();
    },
  );

  it('says that a disk that takes nothing cannot be written', async () => {
    const health = createSpoolHealth({ spool, dir: join(dir, 'gone'), maxBytes: 131_072 });
    expect(await health.problem()).toBe('cannot be written (ENOENT)');
  });
});
