import * as log from '@heartwood/log';
import * as audit from '@heartwood/log/audit';
import * as security from '@heartwood/log/security';
import { describe, expect, it } from 'vitest';
import { type RegisterEntryTypesRequest, registerEntryTypesRequestSchema } from './entry-types.js';

const f = log.field;
const everything = log.entryType('order.placed', {
  level: 'info',
  stream: 'audit',
  retention: 'financial',
  message: 'Order {order} placed',
  description: 'A customer has ordered.',
  workflow: 'sales',
  page: '/checkout',
  version: 3,
  fields: {
    order: f.object('order', { description: 'What was ordered.' }),
    total: f.decimal({ unit: 'EUR', default: 10n }),
    items: f.array(f.nested({ sku: f.id(), tags: f.array(f.enum(['new', 'old'])) })),
    email: f.string({ class: 'pii', subject: 'customer', optional: true }),
    customer: f.id({ class: 'public' }),
    password: f.string(),
    phone: f.string({ class: 'pii', strategy: 'mask', keep: 'last4', optional: true }),
    ip: f.string({ class: 'pii', strategy: 'drop' }),
    extra: f.json({ default: { a: [1, null] } }),
    due: f.date(),
    took: f.duration(),
    duration_ms: f.standard(),
    err: f.error({ optional: true }),
  },
});

const asSent = (...sources: object[]): RegisterEntryTypesRequest => ({
  service: 'shop',
  ...JSON.parse(JSON.stringify(log.describeEntryTypes(...sources))),
});

describe('a registration', () => {
  it.each([
    ['every kind of field', [[everything]]],
    ['the security types of the library', [security]],
    ['the audit types of the library', [audit]],
    ['an application without entry types', [{}]],
  ])('is what describeEntryTypes gives of %s, and nothing of it is lost', (_, sources) => {
    const sent = asSent(...sources);
    expect(registerEntryTypesRequestSchema.parse(sent)).toEqual({ ...sent, context_fields: [] });
  });

  it('may hold strategies, and what a later version of the library adds', () => {
    const sent = asSent([everything]);
    const [type] = sent.entry_types;
    const field = { type: 'hologram', class: 'pii', strategy: 'tokenise' } as const;
    const parsed = registerEntryTypesRequestSchema.parse({
      ...sent,
      future: 1,
      entry_types: [{ ...type, future: { a: 1 }, fields: { email: { ...field, future: [] } } }],
    });
    expect(parsed.entry_types[0]?.fields).toEqual({ email: field });
    expect(parsed).not.toHaveProperty('future');
  });

  const type = { name: 'a.b', version: 1, levels: ['info'], stream: 'app', message: 'm', fields: {} };
  const fields = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (__, index) => [`f${index}`, { type: 'string', class: 'internal' }]),
    );
  const json = (value: unknown) => ({ a: { type: 'json', class: 'internal', default: value } });
  it.each([
    ['no service', { service: undefined }, 'service'],
    ['a service without a name', { service: '' }, 'service'],
    ['NUL in the service', { service: 'a\0' }, 'service'],
    ['half of a surrogate pair in the service', { service: 'a\ud800' }, 'service'],
    ['half of a surrogate pair in a type', { entry_types: [{ ...type, name: 'a\udc00' }] }, 'entry_types.0.name'],
    ['NUL in a default', { entry_types: [{ ...type, fields: json({ a: ['\0'] }) }] }, 'entry_types.0.fields.a.default'],
    [
      'half of a pair in a default',
      { entry_types: [{ ...type, fields: json('\udfff') }] },
      'entry_types.0.fields.a.default',
    ],
    [
      'NUL in a name within a default',
      { entry_types: [{ ...type, fields: json({ '\0': 1 }) }] },
      'entry_types.0.fields.a.default',
    ],
    ['another format', { format: 2 }, 'format'],
    ['types that are no list', { entry_types: {} }, 'entry_types'],
    [
      'too many types',
      { entry_types: Array.from({ length: 2_001 }, (__, i) => ({ ...type, name: `a${i}` })) },
      'entry_types',
    ],
    ['a type twice', { entry_types: [type, type] }, 'entry_types.1.name'],
    ['a type without a name', { entry_types: [{ ...type, name: '' }] }, 'entry_types.0.name'],
    ['a level that is none', { entry_types: [{ ...type, levels: ['loud'] }] }, 'entry_types.0.levels.0'],
    ['no level', { entry_types: [{ ...type, levels: [] }] }, 'entry_types.0.levels'],
    ['a stream that is none', { entry_types: [{ ...type, stream: 'river' }] }, 'entry_types.0.stream'],
    ['a long message', { entry_types: [{ ...type, message: 'x'.repeat(4_001) }] }, 'entry_types.0.message'],
    ['too many fields', { entry_types: [{ ...type, fields: fields(501) }] }, 'entry_types.0.fields'],
    ['a field that is none', { entry_types: [{ ...type, fields: { a: 'string' } }] }, 'entry_types.0.fields.a'],
    [
      'a class that is none',
      { entry_types: [{ ...type, fields: { a: { type: 'string', class: 'cosy' } } }] },
      'entry_types.0.fields.a.class',
    ],
    [
      'a nested field without a class',
      { entry_types: [{ ...type, fields: { a: { type: 'array', class: 'internal', item: { type: 'string' } } } }] },
      'entry_types.0.fields.a.item.class',
    ],
  ])('with %s is refused by name', (_, wrong, place) => {
    const result = registerEntryTypesRequestSchema.safeParse({
      format: 1,
      service: 's',
      entry_types: [type],
      ...wrong,
    });
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual([place]);
  });

  it('takes whole pairs, and backslashes that are no escapes', () => {
    for (const text of ['😀', '\\u0000', '\\\\ud800', 'tab\t']) {
      const sent = { format: 1, service: text, entry_types: [{ ...type, fields: json({ [text]: text }) }] };
      expect([text, registerEntryTypesRequestSchema.safeParse(sent).success]).toEqual([text, true]);
    }
  });

  it('takes as much as it says', () => {
    const entry_types = Array.from({ length: 2_000 }, (_, index) => ({ ...type, name: `a${index}` }));
    entry_types[0] = { ...type, fields: fields(500) } as (typeof entry_types)[0];
    expect(registerEntryTypesRequestSchema.safeParse({ format: 1, service: 's', entry_types }).success).toBe(true);
  });
});
