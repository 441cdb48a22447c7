import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped } from './escape.js';

describe('escaped', () => {
  it('writes what JSON.stringify writes between the quotes', () => {
    const anyUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: anyUnit, maxLength: 120 }));
    fc.assert(
      fc.property(text, (given) => {
        expect(`"${escaped(given)}"`).toBe(JSON.stringify(given));
      }),
    );
  });
});
