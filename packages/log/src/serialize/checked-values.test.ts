import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BACK_ENDS } from '../../test/back-ends.js';
import { type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { assembleLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';

const TEXTS = {
  order: 'o_1',
  total: '12.50',
  email: 'kim@shop.example',
  apiKey: 'key-canary',
  extra: 'never declared',
};

const types: readonly (readonly [string, EntryType])[] = [
  [
    'zod',
    z.object({
      order: z.string(),
      total: z.string().transform(Number),
      email: z.email(),
      apiKey: z.string(),
      items: z.int().min(1).default(1),
    }),
  ] as const,
  [
    'Valibot',
    v.object({
      order: v.string(),
      total: v.pipe(v.string(), v.transform(Number)),
      email: v.pipe(v.string(), v.email()),
      apiKey: v.string(),
      items: v.optional(v.pipe(v.number(), v.minValue(1)), 1),
    }),
  ] as const,
].map(([library, schema]) => {
  const fields = { ...f.schema(schema, { classes: { email: 'pii' }, strategies: { email: 'mask' } }), who: f.id() };
  return [
    library,
    entryType('order.placed', { level: 'info', message: '{order} {items} {email} {who}', fields }) as EntryType,
  ];
});

describe.each(BACK_ENDS)('values of a schema in %s serializers', (_, backEnd) => {
  function logger() {
    const captured = memory();
    const options = { service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] } as const;
    return { captured, log: assembleLogger(options, { now: () => 0, backEnd }) };
  }

  describe.each(types)('%s', (_library, type) => {
    function write(values: unknown) {
      const { captured, log } = logger();
      log.emit(type as EntryType<Record<never, never>>, values as Record<string, never>);
      return { line: captured.lines[0] ?? '', entry: captured.entries[0], invalid: log.stats().invalid };
    }

    it('are written as the schema gives them back', () => {
      const { line, entry, invalid } = write({ ...TEXTS, who: 7 });
      const masked = { email: '[masked]', apiKey: '[secret]' };
      expect(entry).toMatchObject({ order: 'o_1', total: 12.5, items: 1, who: '7', ...masked });
      expect(entry?.message).toBe('o_1 1 [masked] 7');
      for (const name of ['extra', 'invalid_fields']) expect(entry).not.toHaveProperty(name);
      expect(line).not.toContain('canary');
      expect(invalid).toBe(0);
    });

    it('are written as they were given when the schema refuses them, protected, marked and counted', () => {
      const { line, entry, invalid } = write({ ...TEXTS, email: 'no-address-canary', items: 0, who: 7 });
      expect(entry).toMatchObject({
        ...{ order: 'o_1', total: '12.50', items: 0, who: '7', email: '[masked]', apiKey: '[secret]' },
        invalid_fields: expect.arrayContaining(['email', 'items']),
      });
      expect(entry?.invalid_fields).toHaveLength(2);
      expect(line).not.toContain('canary');
      expect(invalid).toBe(1);
    });

    it('may be anything at all: the entry is written', () => {
      const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
      const names = ['order', 'total', 'email', 'items', 'who'];
      const values = fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
      fc.assert(
        fc.property(values, (given) => {
          expect(write({ ...given, apiKey: 'canary' }).entry).toMatchObject({ event: 'order.placed', seq: 1 });
        }),
        { numRuns: 100 },
      );
      for (const given of [undefined, null, 'text', 7]) expect(write(given).entry).toMatchObject({ seq: 1 });
    });

    it('may throw when they are read', () => {
      const values = Object.defineProperty({ ...TEXTS, who: 7 }, 'order', { get: () => { throw new Error('no'); }, enumerable: true }); // biome-ignore format: one case, one line
      const { entry } = write(values);
      expect(entry).toMatchObject({ order: '[unreadable: no]', email: '[masked]', who: '7' });
    });
  });

  it('of a schema that answers with a promise are written unchecked and marked, also when that is rejected', async () => {
    let asked = 0;
    const late = [
      z.object({ name: z.string().refine(async () => ++asked > 0) }),
      z.object({ name: z.string().transform(() => { throw new Error('no'); }) }), // biome-ignore format: one case, one line
    ];
    for (const [index, schema] of late.entries()) {
      const type = entryType(`late${index}`, { level: 'info', message: '{name}', fields: f.schema(schema) });
      const { captured, log } = logger();
      log.emit(type, { name: 'kim' });
      expect(captured.entries[0]).toMatchObject({ name: 'kim', invalid_fields: ['*'] });
      await new Promise((resolve) => setImmediate(resolve));
      log.emit(type, { name: 'lee' });
      expect(captured.entries[1]).toMatchObject({ name: 'lee', invalid_fields: ['*'] });
      expect(log.stats().invalid).toBe(2);
    }
    // Once for the first entry, by zod's attempts with and without waiting; the second entry is not checked any more.
    expect(asked).toBe(2);
    // An unhandled rejection would fail the run.
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('of a schema that refuses the whole or gives back no object are written as they were given', () => {
    const schemas = [
      z.strictObject({ name: z.string() }),
      z.object({ name: z.string() }).transform(({ name }) => name),
    ];
    for (const [index, schema] of schemas.entries()) {
      const type = entryType(`odd${index}`, { level: 'info', message: 'x', fields: f.schema(schema) });
      const { captured, log } = logger();
      log.emit(type, { name: 'kim', more: 1 } as never);
      expect(captured.entries[0]).toMatchObject({ name: 'kim', invalid_fields: ['*'] });
    }
  });
});
