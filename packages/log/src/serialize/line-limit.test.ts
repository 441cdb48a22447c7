import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import type { Logger } from '../logger/logger.js';
import { memory } from '../sinks/memory.js';
import { MAX_LINE_BYTES, withinLineLimit } from './line-limit.js';

const lineOf = (members: object): string => `${JSON.stringify(members)}\n`;
const large = '€'.repeat(400_000);

describe('withinLineLimit', () => {
  it('leaves a line alone that is short enough, to the byte', () => {
    const room = MAX_LINE_BYTES - lineOf({ a: '' }).length;
    const longest = lineOf({ a: 'x'.repeat(room) });
    expect(withinLineLimit(longest)).toBe(longest);
    const longer = lineOf({ a: 'x'.repeat(room + 1) });
    expect(withinLineLimit(longer)).not.toBe(longer);
  });

  it('cuts the longest fields, keeps the others as they stand, and names those it cut', () => {
    const id = '"big":123456789012345678901234567890';
    const line = `{"first":1,${id},"text":${JSON.stringify(large)},"quote":"a\\\\\\"b","list":[1,"}"],"last":{"a":"]"}}\n`;
    const bounded = withinLineLimit(line);
    expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(bounded.startsWith(`{"first":1,${id},"text":"€`)).toBe(true);
    expect(
      bounded.endsWith(',"quote":"a\\\\\\"b","list":[1,"}"],"last":{"a":"]"},"truncated_fields":["text"]}\n'),
    ).toBe(true);
    expect(JSON.parse(bounded).text).toMatch(/^€{50000,}… \[\d+ more\]$/);
  });

  it('cuts texts, members and levels of an object, and keeps its shape', () => {
    const nested = { type: 'Error', causes: Array.from({ length: 9 }, (_, n) => ({ n, message: large })), ok: true };
    const bounded = JSON.parse(withinLineLimit(lineOf({ error: nested })));
    expect(bounded.truncated_fields).toEqual(['error']);
    expect(bounded.error).toMatchObject({ type: 'Error', ok: true });
    expect(bounded.error.causes.map(({ n }: { n: number }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(bounded.error.causes[0].message.length).toBeGreaterThan(10_000);
    const many = JSON.parse(withinLineLimit(lineOf({ items: Array.from({ length: 300_000 }, (_, n) => n) })));
    expect(many.items.slice(0, 3)).toEqual([0, 1, 2]);
    expect(many.items.length).toBeLessThanOrEqual(500);
  });

  it('shares the room among many long fields, and names fifty of them', () => {
    const members = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`k${n}`, n % 2 ? large : n]));
    const bounded = withinLineLimit(lineOf(members));
    expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    const parsed = JSON.parse(bounded);
    expect(Object.keys(parsed)).toEqual([...Object.keys(members), 'truncated_fields']);
    expect(parsed.truncated_fields).toHaveLength(50);
    expect(parsed.k398).toBe(398);
    expect(parsed.k399).toMatch(/^€+… \[\d+ more\]$/);
  });

  it('holds for whatever an entry contains', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(text, fc.integer(), fc.constant(null), fc.array(tie('any')), fc.dictionary(text, tie('any'))),
    })).any;
    const long = fc.tuple(fc.constantFrom('x', '€', '"', '\\', '\u0001', '\ud800', '😀'), fc.nat(400_000));
    const members = fc.dictionary(fc.string({ unit: 'binary', maxLength: 20 }), value, { maxKeys: 20 });
    fc.assert(
      fc.property(members, fc.array(long, { minLength: 1, maxLength: 6 }), (some, longs) => {
        const entry = {
          ...some,
          ...Object.fromEntries(longs.map(([unit, count], n) => [`long${n}`, unit.repeat(count)])),
        };
        const bounded = withinLineLimit(lineOf(entry));
        expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(MAX_LINE_BYTES);
        const { truncated_fields: cut = [], ...kept } = JSON.parse(bounded);
        expect(Object.keys(kept)).toEqual(Object.keys(JSON.parse(lineOf(entry))));
        for (const [name, whole] of Object.entries(JSON.parse(lineOf(entry)))) {
          if (!cut.includes(name)) expect(kept[name]).toEqual(whole);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('no entry is too long for a server', () => {
  const piled = entryType('pile.made', {
    level: 'info',
    message: 'Piled',
    fields: { texts: f.array(f.string()), rest: f.json() },
  });
  const fields = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`k${n}`, large]));
  const causes = Array.from({ length: 50 }).reduce<Error>((cause) => new Error(large, { cause }), new Error(large));
  const cases: Record<string, (log: Logger) => void> = {
    'many long fields': (log) => log.info('Piled', fields),
    'a context of many long fields': (log) => log.child(fields).info('Piled'),
    'lists and JSON of a declared type': (log) =>
      log.emit(piled, { texts: Array.from({ length: 200 }, () => large), rest: { more: [large, fields] } }),
    'a long chain of causes': (log) => log.error('Piled', { err: causes }),
    'many errors in one': (log) => log.error('Piled', { err: new AggregateError(Array(500).fill(causes), large) }),
  };

  it.each(Object.entries(cases))('%s', (_, write) => {
    const sink = memory();
    const log = createLogger({ service: 'shop', sinks: [sink], env: {}, handleExit: false });
    write(log);
    expect(Buffer.byteLength(sink.lines[0] ?? '')).toBeLessThan(MAX_LINE_BYTES);
    expect(sink.entries).toMatchObject([{ service: 'shop', seq: 1, truncated_fields: expect.any(Array) }]);
    expect(log.stats()).toMatchObject({ entries: 1, degraded: 1 });
  });
});
