import { describe, expect, it } from 'vitest';
import { crc32c } from '../crc32c.js';
import { decodeSegmentHeader, encodeSegmentHeader, SEGMENT_HEADER_BYTES } from './segment-header.js';

const header = {
  salt: 0xdeadbeef,
  segment: 7,
  firstRecord: 123_456_789_012,
  previousSegment: 6,
  previousLength: 67_108_864,
  spoolId: '0123456789abcdef',
};

describe('segment header', () => {
  it('has exactly these bytes', () => {
    expect(encodeSegmentHeader(header).toString('hex')).toBe(
      '485753504f4f4c00' + // magic
        '01004000' + // version 1, 64 bytes
        'efbeadde' + // salt
        '0700000000000000' +
        '141a99be1c000000' + // first record
        '0600000000000000' +
        '0000000400000000' + // previous length
        '0123456789abcdef' +
        '00000000' +
        crcHex(encodeSegmentHeader(header)),
    );
  });

  it('comes back as it was', () => {
    expect(decodeSegmentHeader(encodeSegmentHeader(header))).toEqual({ kind: 'sound', ...header });
  });

  it('is damaged when any bit of it has changed', () => {
    for (let bit = 0; bit < SEGMENT_HEADER_BYTES * 8; bit++) {
      const bytes = encodeSegmentHeader(header);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      // A changed version number may look like that of a later format; that is refused, and nothing is touched.
      const kinds = bit >> 3 === 8 ? ['damaged', 'newer'] : ['damaged'];
      expect(kinds).toContain(decodeSegmentHeader(bytes).kind);
    }
    expect(decodeSegmentHeader(encodeSegmentHeader(header).subarray(0, 63)).kind).toBe('damaged');
  });

  it('of a later version is told apart from a damaged one', () => {
    const bytes = encodeSegmentHeader(header);
    bytes.writeUInt16LE(2, 8);
    expect(decodeSegmentHeader(bytes)).toEqual({ kind: 'newer', version: 2 });
  });
});

function crcHex(bytes: Buffer): string {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32c(bytes, 0, 60));
  return checksum.toString('hex');
}
