import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FaultyFiles } from '../test/faulty-files.js';
import { SpoolClosedError, SpoolDeletedError, SpoolFullError, SpoolIoError, SpoolTooLargeError } from './errors.js';
import { openSpool, openSyncSpool } from './open-spool.js';
import type { SpoolOptions } from './options.js';
import type { Spool } from './spool.js';
import { SyncDiskSpool } from './sync-disk-spool.js';

const DIR = '/spool';

async function open(options: Partial<SpoolOptions> = {}, files = new FaultyFiles()) {
  const spool = await SyncDiskSpool.openSync(files, files.blocking, { dir: DIR, onProblem: () => {}, ...options });
  return { files, spool };
}

const bytes = (...texts: string[]) => texts.map((text) => Buffer.from(text));

async function texts(spool: Spool): Promise<string[]> {
  return (await spool.read()).records.map(({ data }) => Buffer.from(data).toString());
}

const count = (files: FaultyFiles, start: string) => files.log.filter((line) => line.startsWith(start)).length;

describe('appendSync', () => {
  it('has the batch in the file when it returns, and shows it to the reader after the fsync', async () => {
    const { files, spool } = await open();
    spool.appendSync(bytes('a', 'b'));
    expect(count(files, 'fsync /spool/0')).toBe(0);
    expect(files.contents('/spool/000000000001.segment')?.includes('b')).toBe(true);
    expect(await texts(spool)).toEqual([]);
    expect(spool.stats()).toMatchObject({ records: 0 });
    await spool.synced();
    expect(await texts(spool)).toEqual(['a', 'b']);
    expect(spool.stats()).toMatchObject({ records: 2, pendingBytes: 0 });
    // Another process finds it even without the fsync.
    spool.appendSync(bytes('c'));
    files.crash();
    const next = await open(
      {},
      files.afterCrash('process', () => 0),
    );
    expect(await texts(next.spool)).toEqual(['a', 'b', 'c']);
  });

  it('shares one fsync between all calls before it, and does it unasked', async () => {
    const { files, spool } = await open();
    for (let n = 0; n < 50; n++) spool.appendSync(bytes(String(n)));
    await spool.waitForData();
    expect(count(files, 'fsync /spool/0')).toBe(1);
    expect(await texts(spool)).toHaveLength(50);
    await spool.close();
  });

  it('is in order with append on the same spool', async () => {
    const { spool } = await open();
    spool.appendSync(bytes('a'));
    const appended = spool.append(bytes('b'));
    spool.appendSync(bytes('c'));
    const position = await appended;
    await spool.synced();
    expect(await texts(spool)).toEqual(['a', 'b', 'c']);
    await spool.acknowledge(position);
    expect(await texts(spool)).toEqual(['c']);
  });

  it('keeps its memory bounded in a synchronous loop, and drops nothing', async () => {
    const { files, spool } = await open({ maxUnsyncedBytes: 1_000, segmentBytes: 5_000 });
    for (let n = 0; n < 200; n++) {
      spool.appendSync(bytes(`${n}`.padEnd(100, '.')));
      expect(spool.stats().pendingBytes).toBeLessThanOrEqual(1_100);
    }
    expect(count(files, 'fsync /spool/0')).toBeGreaterThan(20);
    await spool.synced();
    expect((await texts(spool)).map(Number.parseFloat)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('refuses what does not fit, and has room again when everything is acknowledged', async () => {
    const { spool } = await open({ maxBytes: 1_000, segmentBytes: 1_000 });
    const fill = () => {
      for (;;) spool.appendSync(bytes('x'.repeat(100)));
    };
    expect(fill).toThrow(SpoolFullError);
    expect(() => spool.appendSync(bytes('x'.repeat(1_000)))).toThrow(SpoolTooLargeError);
    await spool.acknowledge(await spool.synced());
    // The first call gives the room back, those after it have it.
    expect(() => spool.appendSync(bytes('x'.repeat(200)))).toThrow(SpoolFullError);
    await new Promise(setImmediate);
    spool.appendSync(bytes('x'.repeat(200)));
    await spool.synced();
    expect(await texts(spool)).toHaveLength(1);
    await spool.close();
  });

  it('tells a write that failed, takes nothing of it, and goes on when the disk does', async () => {
    const { files, spool } = await open();
    spool.appendSync(bytes('kept'));
    files.plan = (_index, operation) => (operation === 'write' ? 'ENOSPC' : undefined);
    expect(() => spool.appendSync(bytes('lost'))).toThrow(SpoolIoError);
    files.plan = () => undefined;
    spool.appendSync(bytes('after'));
    await spool.synced();
    expect(await texts(spool)).toEqual(['kept', 'after']);
    expect(spool.stats()).toMatchObject({ records: 2, ioErrors: 1 });
  });

  it('survives an fsync that fails: writes the batches again, and repeats it', async () => {
    const { files, spool } = await open();
    files.plan = (_index, operation) => (operation === 'fsync' ? 'EIO' : undefined);
    spool.appendSync(bytes('a'));
    const synced = spool.synced();
    while (spool.stats().ioErrors === 0) await new Promise(setImmediate);
    spool.appendSync(bytes('b'));
    expect(await texts(spool)).toEqual([]);
    files.plan = () => undefined;
    await synced;
    await spool.synced();
    expect(await texts(spool)).toEqual(['a', 'b']);
    // The disk forgets what a failed fsync has marked clean: only what was written again is there after a power cut.
    const next = await open(
      {},
      files.afterCrash('power', () => 0.5),
    );
    expect(await texts(next.spool)).toEqual(['a', 'b']);
    await spool.close();
  });

  it('is over after close, which makes everything durable', async () => {
    const { files, spool } = await open();
    spool.appendSync(bytes('a'));
    await spool.close();
    expect(() => spool.appendSync(bytes('b'))).toThrow(SpoolClosedError);
    expect(
      await texts(
        (
          await open(
            {},
            files.afterCrash('power', () => 0),
          )
        ).spool,
      ),
    ).toEqual(['a']);
  });

  it('fails those who wait when the disk refuses until the end', async () => {
    const { files, spool } = await open();
    files.plan = (_index, operation) => (operation === 'fsync' ? 'EIO' : undefined);
    spool.appendSync(bytes('a'));
    const waiting = expect(spool.synced()).rejects.toBeInstanceOf(SpoolIoError);
    await spool.close();
    await waiting;
    files.plan = () => undefined;
    expect(
      await texts(
        (
          await open(
            {},
            files.afterCrash('process', () => 0),
          )
        ).spool,
      ),
    ).toEqual(['a']);
  });
});

it('writes segments that openSpool reads, on the real disk', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'heartwood-sync-spool-'));
  try {
    const spool = await openSyncSpool({ dir, segmentBytes: 10_000 });
    const all = Array.from({ length: 500 }, (_, n) => `${n}`.padEnd(100, '.'));
    for (const text of all) spool.appendSync(bytes(text));
    await spool.close();
    const again = await openSpool({ dir });
    expect(await texts(again)).toEqual(all);
    expect(again.stats()).toMatchObject({ tornTails: 0, corruptRecords: 0 });
    await again.close();
  } finally {
    await rm(dir, { recursive: true });
  }
});

describe('a directory that is deleted', () => {
  it.each([
    ['with the segment at hand', true],
    ['before there is one', false],
  ])('%s is noticed by the next append', async (_, begun) => {
    const dir = await mkdtemp(join(tmpdir(), 'heartwood-sync-spool-'));
    const spool = await openSyncSpool({ dir, onProblem: () => {} });
    if (begun) spool.appendSync(bytes('before'));
    await rm(dir, { recursive: true });
    // A look counts for a millisecond.
    const since = performance.now();
    while (performance.now() - since < 3) await new Promise(setImmediate);
    expect(() => spool.appendSync(bytes('after'))).toThrow(SpoolDeletedError);
    expect(() => spool.appendSync(bytes('after'))).toThrow(SpoolDeletedError);
    await spool.close();
  });
});
