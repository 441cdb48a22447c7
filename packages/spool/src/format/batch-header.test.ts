import { describe, expect, it } from 'vitest';
import { BATCH_HEADER_BYTES, readBatchHeader, writeBatchHeader } from './batch-header.js';

const SALT = 0x01020304;
const header = {
  bodyBytes: 512,
  count: 3,
  digest: 0xcafebabe,
  offset: 4096,
  writeStart: 64,
  firstRecord: 5_000_000_000,
};

function encoded(): Buffer {
  const bytes = Buffer.alloc(BATCH_HEADER_BYTES + 10);
  writeBatchHeader(bytes, 5, SALT, header);
  return bytes;
}

describe('batch header', () => {
  it('has exactly these bytes before its checksum', () => {
    expect(encoded().toString('hex', 5, 41)).toBe(
      'f7485742' + '04030201' + '00020000' + '03000000' + 'bebafeca' + '00100000' + '40000000' + '00f2052a01000000',
    );
  });

  it('comes back as it was, with its salt known or not', () => {
    expect(readBatchHeader(encoded(), 5, 4096, SALT)).toEqual(header);
    expect(readBatchHeader(encoded(), 5, 4096, undefined)).toEqual(header);
  });

  it('is refused at another offset, under another salt, and with any bit changed', () => {
    expect(readBatchHeader(encoded(), 5, 4097, SALT)).toBeUndefined();
    expect(readBatchHeader(encoded(), 5, 4096, SALT + 1)).toBeUndefined();
    for (let bit = 0; bit < BATCH_HEADER_BYTES * 8; bit++) {
      const bytes = encoded();
      const at = 5 + (bit >> 3);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
      expect(readBatchHeader(bytes, 5, 4096, undefined)).toBeUndefined();
    }
  });
});
