import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimestampWriter } from './timestamp.js';

describe('TimestampWriter', () => {
  it('writes what Date.toISOString writes, in any order', () => {
    const writer = new TimestampWriter();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (time) => {
        expect(writer.write(time)).toBe(new Date(time).toISOString());
      }),
    );
  });
});
