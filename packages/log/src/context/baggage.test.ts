import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Baggage, formatBaggage, parseBaggage } from './baggage.js';

describe('baggage (W3C)', () => {
  it.each<[unknown, Baggage]>([
    ['tenant=acme', { tenant: 'acme' }],
    ['tenant=acme;ttl=1;private , plan = pro%20plus', { tenant: 'acme', plan: 'pro plus' }],
    [['a=1', 'b=2'], { a: '1', b: '2' }],
    ['a=x=y', { a: 'x=y' }],
    ['no equals, =no name, b@d=1, c=%zz, __proto__=x, ok=1', { ok: '1' }],
    ['', {}],
    [undefined, {}],
    [`a=${'x'.repeat(9_000)}`, {}],
    [
      Array.from({ length: 100 }, (_, n) => `k${n}=1`).join(','),
      Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`k${n}`, '1'])),
    ],
  ])('reads %o', (header, baggage) => expect(parseBaggage(header)).toEqual(baggage));

  it('hands on what it has read, within the limits', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(names, fc.string({ unit: 'grapheme', maxLength: 20 }), { maxKeys: 10 }), (baggage) => {
        expect(parseBaggage(formatBaggage(baggage))).toEqual({ ...baggage });
      }),
    );
    expect(formatBaggage({})).toBeUndefined();
    expect(formatBaggage({ 'no good': 'x' })).toBeUndefined();
    expect(formatBaggage({ a: '\ud800' })).toBe('a=%EF%BF%BD');
    const long = Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`k${n}`, 'x'.repeat(500)]));
    expect(formatBaggage(long)?.length).toBeLessThanOrEqual(8_192);
  });
});
