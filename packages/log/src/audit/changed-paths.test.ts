import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedPaths } from './changed-paths.js';

describe('changedPaths', () => {
  const date = (text: string) => new Date(text);
  it.each<[string, unknown, unknown, string[]]>([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['/b']],
    ['an added and a removed field', { a: 1 }, { b: 1 }, ['/a', '/b']],
    ['undefined, which JSON does not have', { a: 1, b: undefined }, { a: 1 }, []],
    ['nested fields', { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, ['/a/b/c']],
    ['items by position', { l: [1, 2] }, { l: [1, 3, 4] }, ['/l/1', '/l/2']],
    ['another kind', { a: [] }, { a: {} }, ['/a']],
    ['a name with a slash and a tilde', { 'a/b~c': 1 }, { 'a/b~c': 2 }, ['/a~1b~0c']],
    ['dates by their time', { at: date('2026-01-01') }, { at: date('2026-01-01') }, []],
    ['dates', { at: date('2026-01-01') }, { at: date('2026-01-02') }, ['/at']],
    ['NaN is itself', { n: Number.NaN }, { n: Number.NaN }, []],
    [
      'Maps and Sets',
      { m: new Map([['x', 1]]), s: new Set([1]) },
      { m: new Map([['x', 2]]), s: new Set([1]) },
      ['/m/x'],
    ],
    ['bytes', { b: Buffer.from('a') }, { b: Buffer.from('b') }, ['/b']],
    ['what toJSON says', { d: { toJSON: () => '1.0' } }, { d: { toJSON: () => '1.0' } }, []],
    [
      'prototype names as data',
      JSON.parse('{"constructor":1,"__proto__":{"x":1}}'),
      {},
      ['/constructor', '/__proto__'],
    ],
    ['scalars as a whole', 'a', 'b', ['']],
    ['created', undefined, { a: 1 }, ['']],
    ['a null', { a: null }, { a: {} }, ['/a']],
    [
      'what lies very deep, by where that begins',
      deep(40, { x: 1, y: 1 }),
      deep(40, { x: 2, y: 2 }),
      ['/a'.repeat(12)],
    ],
    ['nothing very deep', deep(40, { x: 1 }), deep(40, { x: 1 }), []],
    ['bytes against others', { b: Buffer.from('a') }, { b: 'YQ==' }, ['/b']],
    ['holes', Object.assign(Array(3), { 0: 1, 2: 3 }), [1, undefined, 3], []],
  ])('%s', (_, before, after, paths) => {
    expect(changedPaths(before, after)).toEqual(paths);
  });

  it('survives getters that throw, cycles, depth and size', () => {
    const hostile = () => ({
      get broken(): number {
        throw new Error('no');
      },
      a: 1,
    });
    expect(changedPaths(hostile(), hostile())).toEqual(['/broken']);
    const cycle = () => {
      const loop: Record<string, unknown> = { a: 1 };
      loop.self = loop;
      return loop;
    };
    expect(changedPaths(cycle(), cycle())).toEqual([]);
    const wide = (value: number) => Object.fromEntries(Array.from({ length: 5_000 }, (__, n) => [`k${n}`, value]));
    const paths = changedPaths(wide(1), wide(2));
    expect(paths).toHaveLength(201);
    expect(paths.at(-1)).toBe('/…');
    let deep: object = {};
    for (let n = 0; n < 20_000; n++) deep = { deep };
    expect(changedPaths(deep, structuredClone({}))).toEqual(['/deep']);
  });

  it('reads a bounded number of properties, and says when that was not all', () => {
    let reads = 0;
    const endless = (): object =>
      new Proxy(
        {},
        {
          ownKeys: () => ['a', 'b', 'c'],
          getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
          get: (_, name) => {
            if (name === 'toJSON') return undefined;
            reads++;
            return endless();
          },
        },
      );
    expect(changedPaths(endless(), endless())).toEqual(['/…']);
    expect(reads).toBeLessThanOrEqual(2 * 10_000);
    const chain = (): object => ({
      get next() {
        reads++;
        return chain();
      },
    });
    reads = 0;
    expect(changedPaths(chain(), chain())).toEqual(['/…']);
    expect(reads).toBeLessThanOrEqual(2 * 100);
    const numbers = Array.from({ length: 50_000 }, (__, n) => n);
    expect(changedPaths(numbers, [...numbers])).toEqual(['/…']);
    expect(changedPaths(new Set(numbers), new Set(numbers))).toEqual(['/…']);
    expect(changedPaths({ changed: 1, numbers }, { changed: 2, numbers: [...numbers] })).toEqual(['/changed', '/…']);
    expect(changedPaths(Array(4_000_000_000), Array(4_000_000_000))).toEqual(['/…']);
  });

  it('names exactly the places where JSON values differ', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (a, b) => {
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(changedPaths(a, b).length === 0).toBe(same);
        expect(changedPaths(a, structuredClone(a))).toEqual([]);
      }),
    );
  });
});

/** With the keys in order, and −0 as JSON has it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, item]) => [name, sorted(item)]);
}

/** The value below so many levels. */
function deep(levels: number, value: unknown): unknown {
  return levels === 0 ? value : { a: deep(levels - 1, value) };
}
