import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskSpool } from '../src/disk-spool.js';
import { SpoolFormatError } from '../src/errors.js';
import { SEGMENT_HEADER_BYTES } from '../src/format/segment-header.js';
import type { SpoolProblem } from '../src/problem.js';
import { FaultyFiles } from './faulty-files.js';

const DIR = '/spool';
const segmentPath = (number: number) => `${DIR}/${String(number).padStart(12, '0')}.segment`;

/** Batches of three records; a last one of its own write proves all before it durable. */
async function written(batches: number, segmentBytes: number): Promise<{ files: FaultyFiles; texts: string[] }> {
  const files = new FaultyFiles();
  const spool = await DiskSpool.open(files, { dir: DIR, segmentBytes });
  const texts: string[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const records = [0, 1, 2].map((index) => `${batch}/${index}/${'÷HWB'.repeat((batch + index) % 9)}`);
    texts.push(...records);
    await spool.append(records.map((text) => Buffer.from(text)));
  }
  await spool.close();
  return { files, texts };
}

async function reopened(files: FaultyFiles) {
  const problems: SpoolProblem[] = [];
  const spool = await DiskSpool.open(files, { dir: DIR, onProblem: (problem) => problems.push(problem) });
  const found: string[] = [];
  for (let after = spool.acknowledged; ; ) {
    const { records, end } = await spool.read({ after, maxRecords: 4 });
    if (records.length === 0) break;
    found.push(...records.map(({ data }) => Buffer.from(data).toString()));
    after = end;
  }
  return { spool, problems, found, stats: spool.stats() };
}

function flip(files: FaultyFiles, path: string, at: number, mask = 0x10): void {
  const bytes = Buffer.from(files.contents(path) ?? []);
  bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
  files.overwrite(path, bytes);
}

describe('damage on the disk', () => {
  it('in one payload costs that record and is counted', async () => {
    const { files, texts } = await written(3, 10_000);
    const at = (files.contents(segmentPath(1)) ?? Buffer.alloc(0)).indexOf('0/1/');
    flip(files, segmentPath(1), at);
    const { found, stats, problems } = await reopened(files);
    expect(found).toEqual(texts.filter((text) => !text.startsWith('0/1/')));
    expect(stats).toMatchObject({ corruptRecords: 1, tornTails: 0 });
    expect(problems).toEqual([{ kind: 'corrupt-records', position: { segment: 1, offset: at - 8 }, records: 1 }]);
  });

  it('is counted once, however often it is read', async () => {
    const { files } = await written(3, 10_000);
    flip(files, segmentPath(1), (files.contents(segmentPath(1)) ?? Buffer.alloc(0)).indexOf('0/1/'));
    const { spool } = await reopened(files);
    await spool.read();
    await spool.read({ after: { segment: 1, offset: 70 } });
    expect(spool.stats().corruptRecords).toBe(1);
  });

  it('of any bits before the last write loses only what they hit, invents nothing, and counts the loss exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(10_000, 700),
        async (flips, segmentBytes) => {
          const { files, texts } = await written(20, segmentBytes);
          const paths = files.paths().filter((path) => path.endsWith('.segment'));
          const last = paths.at(-1) ?? '';
          // The last batch is the last write: damage there cannot be told from a torn one.
          const end = (files.contents(last) ?? Buffer.alloc(0)).indexOf('19/0/') - 48;
          const sizes = paths.map((path) => (path === last ? end : (files.contents(path)?.length ?? 0)));
          const total = sizes.reduce((sum, size) => sum + size, 0);
          for (const [where, mask] of flips) {
            let at = where % total;
            const index = sizes.findIndex((size) => {
              if (at < size) return true;
              at -= size;
              return false;
            });
            // Headers of segments have tests of their own.
            if (at >= SEGMENT_HEADER_BYTES) flip(files, paths[index] ?? '', at, mask);
          }
          const { found, stats } = await reopened(files);
          expect(found).toEqual(texts.filter((text) => found.includes(text)));
          expect(found.length + stats.corruptRecords).toBe(texts.length);
          // A flipped bit costs a batch of three at the worst.
          expect(stats.corruptRecords).toBeLessThanOrEqual(flips.length * 3);
          expect(stats.tornTails).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of a segment’s header costs no record', async () => {
    for (const segmentBytes of [700, 10_000]) {
      const { files, texts } = await written(20, segmentBytes);
      const paths = files.paths().filter((path) => path.endsWith('.segment'));
      for (const path of paths) flip(files, path, 20);
      const { found, problems, stats } = await reopened(files);
      expect(found).toEqual(texts);
      expect(stats.corruptRecords).toBe(0);
      expect(problems.filter(({ kind }) => kind === 'corrupt-segment-header')).toHaveLength(paths.length);
    }
  });

  it('that takes a whole segment is counted by its neighbours', async () => {
    const { files, texts } = await written(20, 700);
    files.lose(segmentPath(2));
    const { found, stats } = await reopened(files);
    expect(found.length).toBeLessThan(texts.length);
    expect(found.length + stats.corruptRecords).toBe(texts.length);
  });

  it('that makes a segment unreadable from its first byte leaves it on the disk and reads the others', async () => {
    const { files, texts } = await written(20, 700);
    const noise = Buffer.alloc(files.contents(segmentPath(2))?.length ?? 0, 0x5a);
    files.overwrite(segmentPath(2), noise);
    const { found, stats, spool } = await reopened(files);
    expect(found.length + stats.corruptRecords).toBe(texts.length);
    expect(files.contents(segmentPath(2))).toEqual(noise);
    await spool.acknowledge(spool.end);
    await spool.append([Buffer.from('next')]);
    expect((await spool.read()).records).toHaveLength(1);
  });
});

describe('a payload that imitates a batch', () => {
  it('is not read as one when the scan for the next batch passes over it', async () => {
    const { files } = await written(1, 10_000);
    const stolen = Buffer.from((files.contents(segmentPath(1)) ?? Buffer.alloc(0)).subarray(SEGMENT_HEADER_BYTES));
    const spool = await DiskSpool.open(files, { dir: DIR });
    const { segment } = await spool.append([stolen, stolen]);
    await spool.append([Buffer.from('last')]);
    await spool.close();
    flip(files, segmentPath(segment), SEGMENT_HEADER_BYTES);
    const { found, stats } = await reopened(files);
    expect(found.slice(3)).toEqual(['last']);
    expect(stats.corruptRecords).toBe(2);
  });
});

describe('a torn tail', () => {
  it.each([1, 39, 41, 60])('of which %i bytes remain is cut off and counted', async (remaining) => {
    const { files, texts } = await written(5, 10_000);
    const path = segmentPath(1);
    const bytes = Buffer.from(files.contents(path) ?? []);
    const lastBatch = bytes.indexOf('4/0/') - 48;
    files.overwrite(path, bytes.subarray(0, lastBatch + remaining));
    const { found, stats, problems } = await reopened(files);
    expect(found).toEqual(texts.slice(0, 12));
    expect(stats).toMatchObject({ tornTails: 1, corruptRecords: 0 });
    expect(problems).toEqual([{ kind: 'torn-tail', position: { segment: 1, offset: lastBatch }, bytes: remaining }]);
    expect(files.contents(path)).toEqual(bytes.subarray(0, lastBatch));
  });
});

describe('the acknowledged position', () => {
  it('when missing or damaged is reported, and everything is read again', async () => {
    for (const damage of ['missing', 'damaged']) {
      const { files, texts } = await written(4, 10_000);
      const { spool } = await reopened(files);
      const { records } = await spool.read();
      await spool.acknowledge(records[5]?.position ?? spool.end);
      await spool.close();
      if (damage === 'missing') files.lose(`${DIR}/acknowledged`);
      else files.overwrite(`${DIR}/acknowledged`, Buffer.from('heartwood-spool-position 1 garbage'));
      const again = await reopened(files);
      expect(again.found).toEqual(texts);
      expect(again.problems).toMatchObject([{ kind: 'lost-acknowledged-position' }]);
      expect(again.spool.id).toBe(spool.id);
      expect((await reopened(files)).problems).toEqual([]);
    }
  });

  it('behind the end of the data is reported', async () => {
    const { files } = await written(4, 10_000);
    const { spool } = await reopened(files);
    await spool.append([Buffer.from('one more')]);
    await spool.acknowledge(spool.end);
    await spool.append([Buffer.from('and another')]);
    await spool.close();
    const path = segmentPath(spool.end.segment);
    files.overwrite(path, Buffer.from((files.contents(path) ?? Buffer.alloc(0)).subarray(0, 80)));
    const { problems } = await reopened(files);
    expect(problems.map(({ kind }) => kind)).toContain('acknowledged-beyond-end');
  });
});

describe('a later format', () => {
  it('is refused and left alone', async () => {
    const { files } = await written(1, 10_000);
    const bytes = Buffer.from(files.contents(segmentPath(1)) ?? []);
    bytes.writeUInt16LE(2, 8);
    files.overwrite(segmentPath(1), bytes);
    await expect(reopened(files)).rejects.toBeInstanceOf(SpoolFormatError);
    expect(files.contents(segmentPath(1))).toEqual(bytes);
  });
});
