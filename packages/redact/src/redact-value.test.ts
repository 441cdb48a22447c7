import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits.js';
import { redactValue } from './redact-value.js';

const throwing = {
  get bad() {
    throw new Error('no entry');
  },
  good: 1,
};

describe('redactValue', () => {
  it.each<[string, unknown, unknown]>([
    ['scalars', ['a', 1, true, null], ['a', 1, true, null]],
    ['NaN and the infinities', [Number.NaN, Infinity, -Infinity], ['NaN', 'Infinity', '-Infinity']],
    ['bigint and symbol', [12n, Symbol('s')], ['12', 'Symbol(s)']],
    ['functions', { f() {} }, { f: '[function]' }],
    ['undefined', { a: undefined, b: [undefined] }, { b: [null] }],
    ['dates', [new Date(0), new Date(Number.NaN)], ['1970-01-01T00:00:00.000Z', '[invalid date]']],
    [
      'sets and maps',
      [
        new Set([1, 2]),
        new Map<unknown, unknown>([
          ['a', 1],
          [{ b: 2 }, 3],
        ]),
      ],
      [[1, 2], { a: 1, '{"b":2}': 3 }],
    ],
    ['bytes', [Buffer.from('abc'), new ArrayBuffer(5)], ['[3 bytes]', '[5 bytes]']],
    ['URLs and patterns', [new URL('http://a.example/'), /x/g], ['http://a.example/', '/x/g']],
    ['toJSON', { toJSON: () => ({ password: 'x', a: 1 }) }, { password: '[secret]', a: 1 }],
    [
      'secret keys',
      { password: 'x', nested: { 'x-api-key': ['y'] } },
      { password: '[secret]', nested: { 'x-api-key': '[secret]' } },
    ],
    ['secret keys of a Map', new Map([['token', 'x']]), { token: '[secret]' }],
    ['getters that throw', throwing, { bad: '[unreadable: no entry]', good: 1 }],
  ])('%s', (_, value, json) => {
    expect(redactValue(value)).toEqual(json);
  });

  it('never reads a secret', () => {
    const value = {
      get password(): string {
        throw new Error('was read');
      },
    };
    expect(redactValue(value)).toEqual({ password: '[secret]' });
  });

  it('names cycles, and only cycles', () => {
    const shared = { s: 1 };
    const value: Record<string, unknown> = { shared, again: shared };
    value.self = value;
    expect(redactValue(value)).toEqual({ shared: { s: 1 }, again: { s: 1 }, self: '[circular]' });
  });

  it('describes errors by their allow-list', () => {
    const error = Object.assign(new Error('x'), { config: { headers: { authorization: 'Bearer abc' } } });
    expect(JSON.stringify(redactValue({ error }))).not.toContain('Bearer');
  });

  it('bounds depth, keys, items, strings and the whole', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 20_000; depth++) deep = { deep };
    expect(JSON.stringify(redactValue(deep))).toContain('[too deep]');
    expect(redactValue(Array.from({ length: 203 }, () => 1))).toHaveLength(201);
    const keys = redactValue(Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`k${index}`, 1])));
    expect(keys).toMatchObject({ k199: 1, truncated_keys: 50 });
    expect(redactValue('x'.repeat(40_000))).toMatch(/^x{32768}… \[7232 more\]$/);
    const long = Array.from({ length: 100 }, () => Array.from({ length: 50 }, () => 'word '.repeat(6_000)));
    const text = JSON.stringify(redactValue(long));
    expect(text.length).toBeLessThan(262_144 + 5_000 * 20);
    expect(text).toContain('"… [30000 more]"');
    const wide = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => [1]));
    expect(JSON.stringify(redactValue(wide)).length).toBeLessThan(100_000);
  });

  it('takes proxies that refuse everything', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(JSON.stringify(redactValue({ proxy }))).toContain('[unreadable');
  });

  it('gives what JSON.parse(JSON.stringify()) gives for JSON values within the limits', () => {
    const limits = {
      ...DEFAULT_LIMITS,
      maxDepth: 1_000,
      maxKeys: 100_000,
      maxItems: 100_000,
      maxNodes: 1_000_000,
      maxText: 1e9,
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(redactValue(value, { limits, isSecret: () => false, scrub: (text) => text }))).toBe(
          JSON.stringify(JSON.parse(JSON.stringify(value))),
        );
      }),
    );
  });

  it('never throws and always gives JSON', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: true,
          withTypedArray: true,
          withSparseArray: true,
        }),
        (value) => {
          JSON.parse(JSON.stringify(redactValue(value)));
        },
      ),
    );
  });
});
