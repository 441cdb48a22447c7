import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokeniser } from './token.js';

describe('tokeniser', () => {
  it('is HMAC-SHA-256, cut to 16 bytes, for any key and value', () => {
    const keys = fc.uint8Array({ minLength: 16, maxLength: 200 });
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary' }), (key, value) => {
        const mac = createHmac('sha256', key).update(value).digest('base64url').slice(0, 22);
        // The last of 22 characters holds 2 bits of the 16th byte; in a longer text it holds 4 bits of the next.
        const expected = Buffer.from(mac, 'base64url').subarray(0, 16).toString('base64url');
        const token = tokeniser(key);
        expect(token(value)).toBe(`tok_${expected}`);
        expect(token(value)).toBe(`tok_${expected}`);
      }),
    );
  });

  it('gives the same token after its memory has been emptied', () => {
    const token = tokeniser(Buffer.alloc(32, 7));
    const before = token('kim');
    for (let n = 0; n < 10_001; n++) token(String(n));
    expect(token('kim')).toBe(before);
  });
});
