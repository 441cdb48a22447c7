import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.js';

/** The definition, bit by bit. */
function reference(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe('crc32c', () => {
  // RFC 3720, appendix B.4.
  it.each([
    ['the check value', Buffer.from('123456789'), 0xe3069283],
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 times FF', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['00 to 1F', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ['1F to 00', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
    ['nothing', Buffer.alloc(0), 0],
  ])('%s', (_name, bytes, want) => {
    expect(crc32c(bytes)).toBe(want);
  });

  it('equals the definition for any bytes, at any place, in any number of steps', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(), (bytes, a, b) => {
        const start = a % (bytes.length + 1);
        const middle = start + (b % (bytes.length - start + 1));
        const want = reference(bytes.subarray(start));
        expect(crc32c(bytes, start)).toBe(want);
        expect(crc32c(bytes, middle, bytes.length, crc32c(bytes, start, middle))).toBe(want);
      }),
    );
  });
});
