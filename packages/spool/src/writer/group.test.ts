import { expect, it } from 'vitest';
import { viewOf } from '../crc32c.js';
import { readBatchHeader } from '../format/batch-header.js';
import { isRecordSound, recordLength, saltChecksum } from '../format/record.js';
import { RecordPacker } from '../records/packed.js';
import { batchBytes, Group } from './group.js';

const SALT = 99;
const salted = saltChecksum(SALT);

it('lays batches out one after the other, and tells each append where it ended', async () => {
  const group = new Group(salted, Buffer.alloc(16));
  const first = [Buffer.from('one'), Buffer.from('three')];
  const packer = new RecordPacker();
  packer.addText('packed');
  const answers = [group.add(first, batchBytes(first)), group.add(packer.take(), batchBytes(packer.take()))];
  const { bytes, endRecord } = group.place(1000, 70, SALT);
  group.resolve(5, 1000);

  expect(bytes.length).toBe(group.byteLength);
  expect(endRecord).toBe(73);
  const buffer = Buffer.from(bytes);
  expect(readBatchHeader(buffer, 0, 1000, SALT)).toMatchObject({
    count: 2,
    bodyBytes: 24,
    firstRecord: 70,
    writeStart: 1000,
  });
  expect(readBatchHeader(buffer, 64, 1064, SALT)).toMatchObject({
    count: 1,
    bodyBytes: 14,
    firstRecord: 72,
    writeStart: 1000,
  });
  const view = viewOf(buffer);
  for (const [at, text] of [
    [40, 'one'],
    [51, 'three'],
    [104, 'packed'],
  ] as const) {
    expect(recordLength(view, at)).toBe(text.length);
    expect(isRecordSound(view, at, text.length, salted)).toBe(true);
    expect(buffer.toString('utf8', at + 8, at + 8 + text.length)).toBe(text);
  }
  expect(await Promise.all(answers)).toEqual([
    { segment: 5, offset: 1064 },
    { segment: 5, offset: 1118 },
  ]);
});

it('makes the same bytes of packed records and of an array', () => {
  const records = ['', 'a', 'bc'.repeat(50)].map((text) => Buffer.from(text));
  const packer = new RecordPacker();
  for (const record of records) packer.add(record);
  const images = [records, packer.take()].map((form) => {
    const group = new Group(salted, Buffer.alloc(0));
    void group.add(form, batchBytes(form));
    return Buffer.from(group.place(64, 0, SALT).bytes).toString('hex');
  });
  expect(images[0]).toBe(images[1]);
});
