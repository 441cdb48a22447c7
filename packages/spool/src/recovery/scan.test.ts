import { describe, expect, it } from 'vitest';
import { FaultyFiles } from '../../test/faulty-files.js';
import { saltChecksum } from '../format/record.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import { batchBytes, Group } from '../writer/group.js';
import { scanSegment } from './scan.js';

const SALT = 7;
/** A batch of one record of 12 bytes: 40 + 8 + 12. */
const BATCH = 60;

/** A segment of writes, each of so many batches; returns its bytes. */
function segmentOf(writes: readonly number[]): Buffer {
  const parts: Buffer[] = [Buffer.alloc(SEGMENT_HEADER_BYTES)];
  let offset = SEGMENT_HEADER_BYTES;
  let record = 0;
  for (const batches of writes) {
    const group = new Group(saltChecksum(SALT), Buffer.alloc(0));
    for (let batch = 0; batch < batches; batch++) {
      const records = [Buffer.from('twelve bytes')];
      void group.add(records, batchBytes(records));
    }
    const { bytes, endRecord } = group.place(offset, record, SALT);
    parts.push(Buffer.from(bytes));
    offset += bytes.length;
    record = endRecord;
  }
  return Buffer.concat(parts);
}

async function scan(bytes: Buffer) {
  const files = new FaultyFiles();
  files.overwrite('/s', bytes);
  return scanSegment(await files.open('/s', 'read'), bytes.length, SALT, 0);
}

const batchAt = (index: number) => SEGMENT_HEADER_BYTES + index * BATCH;

describe('scanSegment', () => {
  it('keeps everything of a sound segment', async () => {
    expect(await scan(segmentOf([1, 2, 1]))).toEqual({
      length: batchAt(4),
      proven: batchAt(3),
      endRecord: 4,
      firstRecord: 0,
    });
    expect(await scan(segmentOf([]))).toMatchObject({
      length: SEGMENT_HEADER_BYTES,
      endRecord: 0,
      firstRecord: undefined,
    });
  });

  // Batches 0 | 1 2 | 3 4 5 by writes; which one is damaged, and how many are kept.
  it.each([
    ['a payload of an earlier write', 1, 50, 6],
    ['a header of an earlier write', 2, 3, 6],
    ['the first batch of the last write', 3, 50, 3],
    ['the header of the first batch of the last write', 3, 3, 3],
    ['a later batch of the last write', 4, 50, 4],
    ['the last batch', 5, 50, 5],
  ])('%s damaged: cut only behind what is proven', async (_name, batch, byte, kept) => {
    const bytes = segmentOf([1, 2, 3]);
    const at = batchAt(batch) + byte;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(await scan(bytes)).toMatchObject({ length: batchAt(kept), endRecord: kept });
  });

  it('cuts at the first damage of the last write, even behind earlier decay', async () => {
    const bytes = segmentOf([1, 2, 3]);
    for (const batch of [1, 4]) bytes.writeUInt8(0, batchAt(batch) + 50);
    expect(await scan(bytes)).toMatchObject({ length: batchAt(4), endRecord: 4 });
  });

  it('does not take records of two writes for one batch', async () => {
    const bytes = segmentOf([1]);
    const other = segmentOf([1]);
    const group = new Group(saltChecksum(SALT), Buffer.alloc(0));
    const records = [Buffer.from('other bytes!')];
    void group.add(records, batchBytes(records));
    Buffer.from(group.place(SEGMENT_HEADER_BYTES, 0, SALT).bytes).copy(other, SEGMENT_HEADER_BYTES);
    // The header of one, the record of the other: each is sound by itself.
    other.copy(bytes, batchAt(0) + 40, batchAt(0) + 40);
    expect(await scan(bytes)).toMatchObject({ length: SEGMENT_HEADER_BYTES, endRecord: 0 });
  });
});
