import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type EntryValues, entryType } from './entry-type.js';
import { EntryTypeError } from './errors.js';
import { field as f } from './field.js';
import type { AuditDetail } from './reserved-names.js';

const invoiceApproved = entryType('invoice.approved', {
  level: 'info',
  stream: 'audit',
  retention: 'financial',
  message: 'Invoice {invoice} approved by {approver}',
  fields: {
    invoice: f.object('invoice'),
    amount: f.decimal({ unit: 'EUR' }),
    approver: f.string(),
    email: f.string({ class: 'pii', subject: 'approver' }),
    card: f.string({ class: 'secret', optional: true }),
    method: f.enum(['card', 'invoice'], { default: 'card' }),
    tags: f.array(f.string(), { optional: true }),
    address: f.nested({ city: f.string(), zip: f.string({ optional: true }) }),
    duration_ms: f.standard({ optional: true }),
    user_id: f.standard(),
    audit: f.standard({ optional: true }),
  },
});

describe('entryType', () => {
  it('fills the defaults', () => {
    const type = entryType('cart.opened', { level: 'debug', message: 'Cart opened' });
    expect(type).toMatchObject({ stream: 'app', version: 1, retention: undefined, fields: {} });
  });

  it('derives the values of emit', () => {
    expectTypeOf<EntryValues<typeof invoiceApproved>>().toEqualTypeOf<
      Readonly<{
        invoice: string | number | bigint;
        amount: string | number | bigint;
        approver: string;
        email: string;
        card?: string | undefined;
        method?: 'card' | 'invoice' | undefined;
        tags?: readonly string[] | undefined;
        address: Readonly<{ city: string; zip?: string | undefined }>;
        duration_ms?: number | undefined;
        user_id: string;
        audit?: AuditDetail | undefined;
      }>
    >();
  });

  const declare = (name: string, message: string, fields: object) => () =>
    entryType(name, { level: 'info', message, fields: fields as Record<string, never> } as never);

  it.each([
    ['bad-name', declare('Invoice Approved', 'x', {})],
    ['unknown-placeholder', declare('a.b', 'Hello {who}', {})],
    ['reserved-field', declare('a.b', 'x', { level: f.string() })],
    ['reserved-field', declare('a.b', 'x', { user_id: f.string() })],
    ['not-standard', declare('a.b', 'x', { amount: f.standard() })],
    ['bad-field-name', declare('a.b', 'x', { 'a b': f.string() })],
    ['bad-field-name', declare('a.b', 'x', { n: f.nested({ 'a"b': f.string() }) })],
    ['two-errors', declare('a.b', 'x', { one: f.error(), two: f.error() })],
    ['unknown-subject', declare('a.b', 'x', { email: f.string({ class: 'pii', subject: 'who' }) })],
    ['bad-value', () => entryType('a.b', { level: 'loud' as never, message: 'x' })],
    ['bad-value', () => entryType('a.b', { level: 'info', message: 'x', stream: 'side' as never })],
    ['bad-value', () => entryType('a.b', { level: 'info', message: 'x', version: 0 })],
    [
      'bad-value',
      () => entryType('a.b', { level: 'info', message: 'x', fields: { a: f.object({ class: 'secret' } as never) } }),
    ],
  ])('refuses %s', (code, declaring) => {
    expect(declaring).toThrow(EntryTypeError);
    expect(declaring).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    [() => entryType('a.b', undefined as never), 'say what it is: { level, message, fields }'],
    [() => entryType(undefined as never, { level: 'info', message: 'x' }), 'the name must be a text: invoice.approved'],
    [() => entryType('a.b', { level: 'info' } as never), 'message must be a text'],
    [declare('a.b', 'x', { note: f.string }), "'note' is no field: make one with f, as in f.string()"],
    [declare('a.b', 'x', { note: undefined }), "'note' is no field: make one with f, as in f.string()"],
    [
      declare('a.b', 'x', { note: z.string() }),
      "'note' is no field: a schema goes in whole: fields: { ...f.schema(schema) }",
    ],
    [
      declare('a.b', 'x', z.object({ note: z.string() })),
      'fields must be an object of fields; a schema goes in as { ...f.schema(schema) }',
    ],
    [
      declare('a.b', 'x', { mail: f.string({ class: 'private' as never }) }),
      "'mail' has the class 'private', which is none of public, internal, pii, sensitive, secret",
    ],
    [
      () => entryType('a.b', { level: 'info', message: 'x', fields: { how: f.enum([] as string[]) } }),
      /say which values 'how' has/,
    ],
    [
      () => entryType('a.b', { level: 'info', message: 'x', fields: { how: f.array(f.enum([])) } }),
      /say which values 'how' has/,
    ],
    [
      () => entryType('a.b', { level: 'info', message: 'x', fields: { how: f.enum([1, 2] as unknown as string[]) } }),
      /say which values 'how' has/,
    ],
  ])('says what to do: %#', (declaring, problem) => {
    expect(declaring).toThrow(EntryTypeError);
    expect(declaring).toThrow(problem);
  });

  it('refuses at compile time what it refuses at run time', () => {
    const refused = [
      // @ts-expect-error {who} is not declared
      () => entryType('a.b', { level: 'info', message: 'Hello {who}', fields: { name: f.string() } }),
      // @ts-expect-error no fields at all
      () => entryType('a.b', { level: 'info', message: 'Hello {who}' }),
      // @ts-expect-error written by the library
      () => entryType('a.b', { level: 'info', message: 'x', fields: { timestamp: f.date() } }),
      // @ts-expect-error standard fields have a fixed type
      () => entryType('a.b', { level: 'info', message: 'x', fields: { trace_id: f.string() } }),
      // @ts-expect-error not a standard name
      () => entryType('a.b', { level: 'info', message: 'x', fields: { amount: f.standard() } }),
    ];
    for (const declaring of refused) expect(declaring).toThrow(EntryTypeError);
    // @ts-expect-error the default must be one of the values
    expect(f.enum(['a', 'b'], { default: 'c' }).default).toBe('c');
  });
});
