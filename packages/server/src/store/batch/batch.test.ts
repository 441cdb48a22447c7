import { describe, expect, it } from 'vitest';
import { BatchFormatError, decodePart, encodeBatch } from './batch.js';
import type { RowBlock } from './row-blocks.js';

const block = (text: string, rows: number): RowBlock => ({
  stream: 'audit',
  rows,
  partitions: ['audit:2026-11-21'],
  body: Buffer.from(text),
});
const read = (record: Buffer) => {
  const part = decodePart(record);
  return { ...part, block: part.block && { ...part.block, body: Buffer.from(part.block.body).toString() } };
};

describe('a batch', () => {
  it('reads back as it was written, the key in every part and the answer in the first', () => {
    const result = { accepted: 3, rejected: [{ line: 2, error: 'näh' }] };
    const records = encodeBatch([block('{"a":"ä"}\n{}\n', 2), block('{}\n', 1)], { key: 'k', at: 5, result });
    const key = { key: 'k', at: 5 };
    expect(records.map(read)).toEqual([
      { block: { stream: 'audit', rows: 2, partitions: ['audit:2026-11-21'], body: '{"a":"ä"}\n{}\n' }, key, result },
      { block: { stream: 'audit', rows: 1, partitions: ['audit:2026-11-21'], body: '{}\n' }, key, result: undefined },
    ]);
  });

  it('of nothing but an answer is one record, of nothing at all none', () => {
    const result = { accepted: 0, rejected: [{ line: 1, error: 'bad' }] };
    expect(encodeBatch([])).toEqual([]);
    expect(encodeBatch([], { key: 'k', at: 5, result }).map(read)).toEqual([
      { block: undefined, key: { key: 'k', at: 5 }, result },
    ]);
  });

  it('refuses bytes that are no batch, and says why', () => {
    const [good] = encodeBatch([block('{}\n', 1)]);
    expect(() => decodePart(Buffer.from('hello world'))).toThrow(BatchFormatError);
    expect(() => decodePart(Buffer.alloc(0))).toThrow(BatchFormatError);
    expect(() => decodePart(good!.subarray(0, 10))).toThrow(/after the batch/);
  });
});
