import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openSyncSpool, type SyncSpool } from '@heartwood/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intake } from './intake.js';

let dir: string;
let told: string[];
const spools: SyncSpool[] = [];
const intakes: Intake[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-intake-'));
  told = [];
});

afterEach(async () => {
  for (const intake of intakes.splice(0)) intake.stop();
  for (const spool of spools.splice(0)) await spool.close();
  rmSync(dir, { recursive: true, force: true });
});

async function openSpool(options: { maxBytes?: number; maxRecordBytes?: number } = {}): Promise<SyncSpool> {
  const spool = await openSyncSpool({ dir: join(dir, String(spools.length)), ...options });
  spools.push(spool);
  return spool;
}

/** An intake whose antechamber refuses, as a disk that cannot be written. */
function intakeWithoutRoom(): Intake {
  const refuse = (): boolean => {
    throw new Error('read-only file system');
  };
  const intake = new Intake(
    () => ({ add: refuse }),
    (problem) => told.push(problem),
    () => {},
    () => {},
  );
  intakes.push(intake);
  return intake;
}

const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => `${String(n).padStart(99, '0')}\n`);

async function stored(spool: SyncSpool): Promise<string[]> {
  await spool.synced();
  return (await spool.read({ maxRecords: 1e6, maxBytes: 1e9 })).records.map(({ data }) => Buffer.from(data).toString());
}

describe('Intake', () => {
  it('keeps lines in memory while nobody takes them, says so, and hands them over in order', async () => {
    const intake = intakeWithoutRoom();
    for (const line of lines(12_000)) intake.add(line, false);
    expect(intake.waiting).toHaveLength(12_000);
    expect(told).toContain('log entries wait in memory: read-only file system');
    const spool = await openSpool();
    intake.use(spool, 0);
    intake.add('last\n', false);
    expect(intake.waiting).toEqual([]);
    expect(await stored(spool)).toEqual([...lines(12_000), 'last\n']);
    expect(intake.written).toBe(12_001);
  });

  it('has a line in the spool within the call, or at the end of the tick when it may wait', async () => {
    const intake = intakeWithoutRoom();
    const spool = await openSpool();
    intake.use(spool, 0);
    intake.add('one\n', false);
    expect(intake.written).toBe(1);
    intake.add('two\n', true);
    intake.add('three\n', true);
    expect(intake.written).toBe(1);
    await new Promise(setImmediate);
    expect(intake.written).toBe(3);
    intake.add('four\n', true);
    // One that must not wait brings those before it along.
    intake.add('five\n', false);
    expect(intake.written).toBe(5);
    expect((await stored(spool)).join('')).toBe('one\ntwo\nthree\nfour\nfive\n');
  });

  it.each([
    ['at the call', false],
    ['at the end of the tick', true],
  ])('drops nothing in a synchronous loop that never lets the disk answer: %s', async (_, mayWait) => {
    const intake = intakeWithoutRoom();
    const spool = await openSpool();
    intake.use(spool, 0);
    // Beyond what is kept in memory (16 MB), and beyond what may wait for an fsync (8 MiB).
    const line = `${'x'.repeat(999)}\n`;
    for (let n = 0; n < 20_000; n++) {
      intake.add(line, mayWait);
      if (n % 1_000 === 0) expect(spool.stats().pendingBytes).toBeLessThanOrEqual(8 * 1024 * 1024 + 300_000);
    }
    intake.storeNow();
    expect([intake.written, intake.dropped]).toEqual([20_000, 0]);
    expect(await stored(spool)).toHaveLength(20_000);
  });

  it('keeps what a full spool does not take up to 16 MB, then drops and counts', async () => {
    const intake = intakeWithoutRoom();
    intake.use(await openSpool({ maxBytes: 100_000 }), 0);
    const line = `${'x'.repeat(9_999)}\n`;
    for (let n = 0; n < 2_000; n++) intake.add(line, false);
    expect(intake.written).toBeGreaterThan(5);
    expect(intake.waiting.length).toBeGreaterThan(1_600);
    expect(intake.written + intake.waiting.length + intake.dropped).toBe(2_000);
    expect(intake.dropped).toBeGreaterThan(0);
    expect(told).toContain('the spool takes no more log entries, new ones are dropped');
  });

  it('holds no failure of an earlier try, however often it tries', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const failures: WeakRef<Error>[] = [];
    const intake = new Intake(
      () => ({
        add() {
          const failure = new Error('read-only file system');
          failures.push(new WeakRef(failure));
          throw failure;
        },
      }),
      () => {},
      () => {},
      () => {},
    );
    intakes.push(intake);
    intake.add('one\n', false);
    await expect.poll(() => failures.length, { timeout: 30_000, interval: 50 }).toBeGreaterThan(4);
    collectGarbage();
    expect(failures.slice(0, 3).map((failure) => failure.deref())).toEqual([undefined, undefined, undefined]);
  });

  it('gives up a line the spool can never take, and only that one', async () => {
    const intake = intakeWithoutRoom();
    const spool = await openSpool({ maxRecordBytes: 1_000 });
    for (const line of ['a\n', `${'x'.repeat(2_000)}\n`, 'b\n']) intake.add(line, false);
    intake.use(spool, 0);
    intake.add(`${'y'.repeat(2_000)}\n`, false);
    intake.add('c\n', false);
    expect(await stored(spool)).toEqual(['a\n', 'b\n', 'c\n']);
    expect([intake.written, intake.dropped]).toEqual([3, 2]);
    expect(told.join('\n')).toContain('a log entry is dropped');
  });
});
