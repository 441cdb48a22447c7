import { describe, expect, it } from 'vitest';
import { FaultyFiles } from '../test/faulty-files.js';
import { DiskSpool } from './disk-spool.js';
import { SpoolClosedError, SpoolFullError, SpoolIoError, SpoolPositionError, SpoolTooLargeError } from './errors.js';
import type { SpoolOptions } from './options.js';
import type { SpoolPosition } from './position.js';
import type { SpoolProblem } from './problem.js';
import { RecordPacker } from './records/packed.js';
import type { ReadOptions } from './spool.js';

const DIR = '/spool';

async function open(options: Partial<SpoolOptions> = {}, files = new FaultyFiles()) {
  const problems: SpoolProblem[] = [];
  const onProblem = (problem: SpoolProblem) => problems.push(problem);
  const spool = await DiskSpool.open(files, { dir: DIR, onProblem, ...options });
  return { files, spool, problems };
}

const bytes = (...texts: string[]) => texts.map((text) => Buffer.from(text));

async function texts(spool: DiskSpool, options?: ReadOptions): Promise<string[]> {
  return (await spool.read(options)).records.map(({ data }) => Buffer.from(data).toString());
}

const fsyncs = (files: FaultyFiles) => files.log.filter((line) => line.startsWith('fsync /spool/0')).length;

describe('append', () => {
  it('shares one write and one fsync between concurrent calls, and answers each with its own position', async () => {
    const { files, spool } = await open();
    await spool.append(bytes('first'));
    const [writes, syncs] = [files.log.filter((line) => line.startsWith('write')).length, fsyncs(files)];
    const positions = await Promise.all([spool.append(bytes('a', 'b')), spool.append(bytes('c')), spool.append([])]);
    expect(files.log.filter((line) => line.startsWith('write')).length - writes).toBe(1);
    expect(fsyncs(files) - syncs).toBe(1);
    expect(await texts(spool, { after: positions[0] })).toEqual(['c']);
    expect(spool.end).toEqual(positions[1]);
  });

  it('does not answer before the fsync, and shows nothing to the reader until then', async () => {
    const { files, spool } = await open();
    await spool.append(bytes('old'));
    const done = spool.append(bytes('new'));
    let answered = false;
    void done.then(() => {
      answered = true;
    });
    const syncs = fsyncs(files);
    for (let seen = ['old']; seen.length < 2; seen = await texts(spool)) {
      expect(seen).toEqual(['old']);
      expect(answered && fsyncs(files) === syncs).toBe(false);
    }
    expect(fsyncs(files)).toBe(syncs + 1);
    await done;
    expect(await texts(spool)).toEqual(['old', 'new']);
  });

  it('copies the records before it returns', async () => {
    const { spool } = await open();
    const record = Buffer.from('before');
    const done = spool.append([record]);
    record.fill('x');
    await done;
    expect(await texts(spool)).toEqual(['before']);
  });

  it('takes packed records like an array of them, empty ones included', async () => {
    const { spool } = await open();
    const packer = new RecordPacker();
    for (const text of ['one', '', 'drei – ÷']) packer.addText(text);
    const done = spool.append(packer.take());
    packer.clear();
    await done;
    expect(await texts(spool)).toEqual(['one', '', 'drei – ÷']);
    await expect(spool.append({ bytes: Buffer.from('ab'), ends: [3] })).rejects.toThrow(RangeError);
  });

  it('makes the name of a new segment durable before it answers', async () => {
    const { files, spool } = await open();
    await spool.append(bytes('a'));
    const segment = '/spool/000000000001.segment';
    expect(files.log.slice(files.log.indexOf(`create ${segment}`))).toEqual([
      `create ${segment}`,
      `write ${segment}`,
      `fsync ${segment}`,
      'fsync directory /spool',
      `write ${segment}`,
      `fsync ${segment}`,
    ]);
  });

  it('refuses a record that is too long, and says which', async () => {
    const { files, spool } = await open({ maxRecordBytes: 10 });
    const before = files.operations;
    await expect(spool.append(bytes('0123456789', '0123456789A'))).rejects.toMatchObject({
      constructor: SpoolTooLargeError,
      what: 'record',
      index: 1,
      bytes: 11,
      limitBytes: 10,
      message: 'Record 1 has 11 bytes; the spool takes at most 10 per record (maxRecordBytes).',
    });
    expect(files.operations).toBe(before);
  });

  it('puts a batch longer than a segment into one of its own', async () => {
    const { spool } = await open({ segmentBytes: 200 });
    const batch = bytes('x'.repeat(500), 'y'.repeat(500));
    expect((await spool.append(bytes('a'))).segment).toBe(1);
    expect((await spool.append(batch)).segment).toBe(2);
    expect((await spool.append(bytes('b'))).segment).toBe(3);
    expect(await texts(spool)).toEqual(['a', ...batch.map(String), 'b']);
  });
});

describe('maxBytes', () => {
  it('is never exceeded: the append is refused, nothing is written, and room comes back with acknowledging', async () => {
    const { files, spool } = await open({ maxBytes: 1000, segmentBytes: 250 });
    let stored = 0;
    const refusal = await (async () => {
      for (;;) {
        await spool.append(bytes(String(stored).padEnd(100, '.')));
        stored++;
        expect(spool.stats().bytes).toBeLessThanOrEqual(1000);
      }
    })().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SpoolFullError);
    expect(refusal).toMatchObject({ code: 'SPOOL_FULL', limit: 'maxBytes', limitBytes: 1000 });
    const before = files.operations;
    await expect(spool.append(bytes('x'.repeat(100)))).rejects.toBeInstanceOf(SpoolFullError);
    expect(files.operations).toBe(before);

    const { records, end } = await spool.read();
    expect(records).toHaveLength(stored);
    await spool.acknowledge(end);
    await spool.append(bytes('x'.repeat(700)));
    expect(await texts(spool)).toEqual(['x'.repeat(700)]);
    expect(spool.stats().bytes).toBeLessThanOrEqual(1000);
  });

  it('refuses for good what could never fit', async () => {
    const { spool } = await open({ maxBytes: 1000 });
    await expect(spool.append(bytes('x'.repeat(1000)))).rejects.toMatchObject({
      code: 'SPOOL_TOO_LARGE',
      what: 'batch',
    });
  });

  it('counts what waits for a slow disk apart', async () => {
    const { spool } = await open({ maxPendingBytes: 300 });
    const first = spool.append(bytes('x'.repeat(200)));
    await expect(spool.append(bytes('x'.repeat(200)))).rejects.toMatchObject({
      code: 'SPOOL_FULL',
      limit: 'maxPendingBytes',
    });
    await first;
    await spool.append(bytes('x'.repeat(200)));
    expect(spool.stats()).toMatchObject({ records: 2, pendingBytes: 0 });
  });
});

describe('read', () => {
  it('goes on in order over segments, by records and by bytes, without consuming', async () => {
    const { spool } = await open({ segmentBytes: 300 });
    const all = Array.from({ length: 40 }, (_, index) => String(index).padEnd(10 + index, '.'));
    for (let at = 0; at < all.length; at += 4) await spool.append(bytes(...all.slice(at, at + 4)));
    expect(spool.stats().segments).toBeGreaterThan(5);
    for (const limits of [{ maxRecords: 1 }, { maxRecords: 7 }, { maxBytes: 1 }, { maxBytes: 100 }, {}]) {
      const found: string[] = [];
      for (let after: SpoolPosition | undefined; ; ) {
        const { records, end } = await spool.read({ ...limits, after });
        if (records.length === 0) break;
        expect(records.length).toBeLessThanOrEqual(limits.maxRecords ?? 40);
        const size = records.reduce((sum, { data }) => sum + data.length, 0);
        expect(records.length === 1 || size <= (limits.maxBytes ?? size)).toBe(true);
        expect(records.at(-1)?.position).toEqual(end);
        found.push(...records.map(({ data }) => Buffer.from(data).toString()));
        after = end;
      }
      expect(found).toEqual(all);
    }
  });

  it('finds any position again after a restart', async () => {
    const { files, spool } = await open({ segmentBytes: 500 });
    for (let index = 0; index < 30; index++) await spool.append(bytes(`${index}a`, `${index}b`));
    const { records } = await spool.read();
    await spool.close();
    const again = (await open({ segmentBytes: 500 }, files)).spool;
    for (const [index, { position, data }] of records.entries()) {
      const { records: rest } = await again.read({ after: position, maxRecords: 1 });
      expect(rest[0]?.data).toEqual(records[index + 1]?.data);
      expect(Buffer.from(data).toString()).toBe(`${index >> 1}${index % 2 === 0 ? 'a' : 'b'}`);
    }
  });

  it('refuses a position behind the end', async () => {
    const { spool } = await open();
    const end = await spool.append(bytes('a'));
    const beyond = { segment: end.segment, offset: end.offset + 1 };
    await expect(spool.read({ after: beyond })).rejects.toBeInstanceOf(SpoolPositionError);
    await expect(spool.acknowledge(beyond)).rejects.toThrow('Position 1:114 lies behind the end of the spool, 1:113.');
    await expect(spool.read({ maxRecords: 0 })).rejects.toBeInstanceOf(RangeError);
  });
});

describe('acknowledge', () => {
  it('deletes whole segments, survives a restart, and ignores an earlier position', async () => {
    const { files, spool } = await open({ segmentBytes: 200 });
    for (let index = 0; index < 10; index++) await spool.append(bytes(`${index}`.padEnd(60, '.')));
    const { records } = await spool.read();
    const segments = spool.stats().segments;
    await spool.acknowledge(records[6]?.position ?? spool.end);
    await spool.acknowledge(records[2]?.position ?? spool.end);
    expect(spool.stats()).toMatchObject({ records: 3 });
    expect(spool.stats().segments).toBeLessThan(segments);
    await spool.close();
    const again = (await open({ segmentBytes: 200 }, files)).spool;
    expect(again.acknowledged).toEqual(records[6]?.position);
    expect((await texts(again)).map((text) => text[0])).toEqual(['7', '8', '9']);
    expect(again.id).toBe(spool.id);
  });

  it('leaves an empty directory but for the position, and never uses a position twice', async () => {
    const { files, spool } = await open();
    const first = await spool.append(bytes('a'));
    await spool.acknowledge(first);
    await spool.close();
    const again = (await open({}, files)).spool;
    expect(files.paths()).toEqual(['/spool/acknowledged']);
    expect((await again.append(bytes('b'))).segment).toBeGreaterThan(first.segment);
    expect(await texts(again)).toEqual(['b']);
  });

  it('says so when the position cannot be written, keeps the records, and succeeds when repeated', async () => {
    const { files, spool } = await open();
    const end = await spool.append(bytes('a'));
    files.plan = (_index, operation) => (operation === 'fsync' ? 'EIO' : undefined);
    await expect(spool.acknowledge(end)).rejects.toMatchObject({
      code: 'SPOOL_IO',
      operation: 'fsync',
      reason: 'EIO',
    });
    expect(await texts(spool)).toEqual(['a']);
    files.plan = () => undefined;
    await spool.acknowledge(end);
    expect(await texts(spool)).toEqual([]);
  });
});

describe('a full disk', () => {
  it('lets the reader acknowledge, and so make room', async () => {
    const { files, spool } = await open({ segmentBytes: 200 });
    for (let index = 0; index < 10; index++) await spool.append(bytes(`${index}`.padEnd(60, '.')));
    // Nothing new fits; what is there may be overwritten and removed.
    files.plan = (_index, operation, path) =>
      operation === 'create' || operation === 'replace' || (operation === 'write' && path.endsWith('.segment'))
        ? 'ENOSPC'
        : undefined;
    await expect(spool.append(bytes('one more'))).rejects.toMatchObject({ code: 'SPOOL_IO', reason: 'ENOSPC' });
    await spool.acknowledge((await spool.read()).end);
    expect(spool.stats()).toMatchObject({ records: 0, segments: 0 });
  });
});

describe('a disk that refuses', () => {
  it('fails every append of the write that failed, and none after it', async () => {
    const { files, spool } = await open();
    await spool.append(bytes('kept'));
    files.plan = (_index, operation) => (operation === 'write' ? 'ENOSPC' : undefined);
    const failed = await Promise.allSettled([spool.append(bytes('a')), spool.append(bytes('b'))]);
    for (const result of failed) {
      const reason: unknown = result.status === 'rejected' ? result.reason : undefined;
      expect(reason).toBeInstanceOf(SpoolIoError);
      expect(reason).toMatchObject({
        operation: 'write',
        reason: 'ENOSPC',
        message: 'Cannot write /spool/000000000001.segment: ENOSPC (no space left on the device).',
      });
    }
    files.plan = () => undefined;
    await spool.append(bytes('after'));
    expect(await texts(spool)).toEqual(['kept', 'after']);
    expect(spool.stats()).toMatchObject({ records: 2, ioErrors: 1 });
  });

  it('never writes again to a segment whose fsync failed', async () => {
    const { files, spool } = await open();
    const before = await spool.append(bytes('kept'));
    files.plan = (_index, operation) => (operation === 'fsync' ? 'EIO' : undefined);
    await expect(spool.append(bytes('lost'))).rejects.toMatchObject({ operation: 'fsync', reason: 'EIO' });
    files.plan = () => undefined;
    const after = await spool.append(bytes('after'));
    expect(after.segment).toBeGreaterThan(before.segment);
    expect(await texts(spool)).toEqual(['kept', 'after']);
  });
});

describe('waitForData', () => {
  it('sleeps until an append is durable', async () => {
    const { spool } = await open();
    const wait = spool.waitForData();
    await spool.append(bytes('a'));
    await wait;
    await spool.waitForData();
    const end = spool.end;
    const next = spool.waitForData(end);
    await spool.append(bytes('b'));
    await next;
    expect(await texts(spool, { after: end })).toEqual(['b']);
  });

  it('ends with the reason of an abort, or when the spool is closed', async () => {
    const { spool } = await open();
    await expect(spool.waitForData(undefined, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    const wait = spool.waitForData();
    const closing = spool.close();
    await expect(wait).rejects.toBeInstanceOf(SpoolClosedError);
    await closing;
    await expect(spool.waitForData()).rejects.toBeInstanceOf(SpoolClosedError);
  });
});

describe('close', () => {
  it('finishes what was appended, and refuses the rest', async () => {
    const { files, spool } = await open();
    const appended = spool.append(bytes('a'));
    await Promise.all([spool.close(), spool.close()]);
    await appended;
    await expect(spool.append(bytes('b'))).rejects.toBeInstanceOf(SpoolClosedError);
    await expect(spool.read()).rejects.toBeInstanceOf(SpoolClosedError);
    await expect(spool.acknowledge(spool.end)).rejects.toBeInstanceOf(SpoolClosedError);
    expect(await texts((await open({}, files)).spool)).toEqual(['a']);
  });
});
