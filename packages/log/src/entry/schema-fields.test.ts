import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { describeEntryTypes } from './describe-entry-types.js';
import { type EntryValues, entryType } from './entry-type.js';
import { EntryTypeError } from './errors.js';
import { field as f } from './field.js';
import type { StandardSchema } from './standard-schema.js';

const zodOrder = z.object({
  order: z.string(),
  total: z.number().describe('With tax.'),
  items: z.int().default(1),
  method: z.enum(['card', 'invoice']),
  email: z.email(),
  password: z.string().optional(),
  gift: z.boolean().nullable(),
  placed: z.date(),
  due: z.iso.datetime(),
  lines: z.array(z.object({ sku: z.string(), apiKey: z.string().optional() })),
  labels: z.record(z.string(), z.string()).optional(),
  either: z.union([z.string(), z.number()]),
  user_id: z.string(),
});

const valibotOrder = v.object({
  order: v.string(),
  total: v.number(),
  items: v.optional(v.pipe(v.number(), v.integer()), 1),
  method: v.picklist(['card', 'invoice']),
  email: v.pipe(v.string(), v.email()),
  gift: v.nullable(v.boolean()),
  placed: v.date(),
  big: v.bigint(),
  weight: v.pipe(v.string(), v.transform(Number)),
  lines: v.array(v.string()),
});

const fieldsOf = (fields: object): unknown => {
  const type = entryType('a.b', { level: 'info', message: 'x', fields } as never);
  return describeEntryTypes([type]).entry_types[0]?.fields;
};

const invalid_fields = {
  type: 'array',
  optional: true,
  class: 'internal',
  description: 'Fields whose values the schema refused; * for the whole.',
  item: { type: 'string', class: 'internal' },
};

describe('f.schema', () => {
  it('describes the fields of a zod schema', () => {
    const options = { classes: { email: 'pii' }, strategies: { email: 'tokenise' }, subject: 'user_id' } as const;
    const internal = { class: 'internal' };
    expect(fieldsOf(f.schema(zodOrder, options))).toEqual({
      order: { type: 'string', ...internal },
      total: { type: 'number', ...internal, description: 'With tax.' },
      items: { type: 'integer', ...internal, optional: true, default: 1 },
      method: { type: 'enum', ...internal, values: ['card', 'invoice'] },
      email: { type: 'string', class: 'pii', subject: 'user_id', strategy: 'tokenise' },
      password: { type: 'string', optional: true, class: 'secret' },
      gift: { type: expect.stringMatching(/boolean|json/), ...internal },
      placed: { type: 'json', ...internal },
      due: { type: 'date', ...internal },
      lines: {
        type: 'array',
        ...internal,
        item: {
          type: 'nested',
          ...internal,
          fields: {
            sku: { type: 'string', ...internal, optional: true },
            apiKey: { type: 'string', class: 'secret', optional: true },
          },
        },
      },
      labels: { type: 'json', ...internal, optional: true },
      either: { type: 'json', ...internal },
      user_id: { type: 'standard', ...internal },
      invalid_fields,
    });
  });

  it('describes those of a Valibot schema, with and without its JSON Schema', () => {
    const plain = fieldsOf(f.schema(valibotOrder, { classes: { email: 'pii' } }));
    const internal = { class: 'internal' };
    expect(plain).toEqual({
      order: { type: 'string', ...internal },
      total: { type: 'number', ...internal },
      items: { type: 'number', ...internal, optional: true },
      method: { type: 'enum', ...internal, values: ['card', 'invoice'] },
      email: { type: 'string', class: 'pii' },
      gift: { type: 'boolean', ...internal },
      placed: { type: 'date', ...internal },
      big: { type: 'integer', ...internal },
      weight: { type: 'json', ...internal },
      lines: { type: 'json', ...internal },
      invalid_fields,
    });
    const members = { order: v.string(), lines: v.array(v.string()), note: v.optional(v.string()) };
    expect(fieldsOf(f.schema(toStandardJsonSchema(v.object(members))))).toMatchObject({
      order: { type: 'string' },
      lines: { type: 'array', item: { type: 'string' } },
      note: { type: 'string', optional: true },
    });
  });

  it('gives emit the types the schema takes', () => {
    const schema = z.object({
      order: z.string(),
      total: z.string().transform(Number),
      items: z.number().default(1),
      method: z.enum(['card', 'invoice']).optional(),
      user_id: z.string(),
    });
    const type = entryType('order.placed', {
      level: 'info',
      message: 'Order {order} placed for {total} by {who}',
      fields: { ...f.schema(schema), who: f.id() },
    });
    expectTypeOf<EntryValues<typeof type>>().toEqualTypeOf<
      Readonly<{
        order: string;
        total: string;
        user_id: string;
        who: string | number | bigint;
        items?: number | undefined;
        method?: 'card' | 'invoice' | undefined;
      }>
    >();
    // @ts-expect-error {price} is not declared
    expect(() => entryType('a.b', { level: 'info', message: '{price}', fields: f.schema(schema) })).toThrow();
    // @ts-expect-error the schema has no such field
    expect(f.schema(schema, { classes: { mail: 'pii' } })).not.toHaveProperty('mail');
    // @ts-expect-error written by the library
    expect(() => entryType('a.b', { level: 'info', message: 'x', fields: f.schema(z.object({ level: z.string() })) })).toThrow(); // biome-ignore format: the comment is for one line
  });

  const told = (validate: (value: unknown) => unknown): StandardSchema<{ a: string }> =>
    ({ '~standard': { version: 1, vendor: 'test', validate } }) as StandardSchema<{ a: string }>;

  it('takes the names of a schema that does not tell them', () => {
    const schema = told((value) => ({ value }));
    expect(() => f.schema(schema)).toThrow(expect.objectContaining({ code: 'bad-schema' }));
    expect(fieldsOf(f.schema(schema, { names: ['a'] }))).toMatchObject({ a: { type: 'json', optional: true } });
  });

  it.each<[string, () => object, string]>([
    ['a schema that is no object', () => f.schema(z.string() as never), 'bad-schema'],
    ['an asynchronous schema', () => f.schema(v.objectAsync({ a: v.string() })), 'async-schema'],
    ['a field of the name of the mark', () => f.schema(z.object({ invalid_fields: z.string() })), 'reserved-field'],
    [
      'a class that contradicts its strategy',
      () => f.schema(zodOrder, { strategies: { password: 'mask' } }),
      'bad-strategy',
    ],
  ])('refuses %s', (_, fields, code) => {
    const declare = () => entryType('a.b', { level: 'info', message: 'x', fields: fields() } as never);
    expect(declare).toThrow(EntryTypeError);
    expect(declare).toThrow(expect.objectContaining({ code }));
  });
});
