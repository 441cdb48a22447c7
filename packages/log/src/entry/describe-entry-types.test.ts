import { describe, expect, it } from 'vitest';
import * as owasp from '../security/index.js';
import { describeEntryTypes } from './describe-entry-types.js';
import { atLevel, entryType } from './entry-type.js';
import { EntryTypeError } from './errors.js';
import { field as f } from './field.js';

const orderPlaced = entryType('order.placed', {
  level: 'info',
  stream: 'audit',
  retention: 'financial',
  message: 'Order {order} placed',
  description: 'A customer placed an order.',
  workflow: 'checkout',
  fields: {
    order: f.object('order'),
    total: f.decimal({ unit: 'EUR', description: 'With tax.' }),
    method: f.enum(['card', 'invoice'], { default: 'card' }),
    email: f.string({ class: 'pii', subject: 'user_id', optional: true }),
    password: f.string(),
    lines: f.array(f.nested({ sku: f.id(), apiKey: f.string({ optional: true }) })),
    user_id: f.standard(),
  },
});

describe('describeEntryTypes', () => {
  it('says everything a declaration says, and which fields are secret by their name', () => {
    expect(JSON.parse(JSON.stringify(describeEntryTypes({ orderPlaced, helper: () => 1, limit: 3 })))).toEqual({
      format: 1,
      entry_types: [
        {
          name: 'order.placed',
          version: 1,
          levels: ['info'],
          stream: 'audit',
          retention: 'financial',
          message: 'Order {order} placed',
          description: 'A customer placed an order.',
          workflow: 'checkout',
          fields: {
            order: { type: 'object', class: 'internal', object_type: 'order' },
            total: { type: 'decimal', class: 'internal', unit: 'EUR', description: 'With tax.' },
            method: { type: 'enum', optional: true, default: 'card', class: 'internal', values: ['card', 'invoice'] },
            email: { type: 'string', optional: true, class: 'pii', subject: 'user_id' },
            password: { type: 'string', class: 'secret' },
            lines: {
              type: 'array',
              class: 'internal',
              item: {
                type: 'nested',
                class: 'internal',
                fields: {
                  sku: { type: 'id', class: 'internal' },
                  apiKey: { type: 'string', optional: true, class: 'secret' },
                },
              },
            },
            user_id: { type: 'standard', class: 'internal' },
          },
        },
      ],
    });
  });

  it('takes one type at several levels as one, and the same module twice', () => {
    const { entry_types } = describeEntryTypes([orderPlaced, atLevel(orderPlaced, 'error')], { again: orderPlaced });
    expect(entry_types.map(({ name, levels }) => [name, levels])).toEqual([['order.placed', ['error', 'info']]]);
    expect(describeEntryTypes(owasp).entry_types).toHaveLength(57);
  });

  it('is JSON, whatever the defaults are', () => {
    const fields = { n: f.integer({ default: 2n ** 60n }), at: f.date({ default: new Date(0) }) };
    const [type] = describeEntryTypes([entryType('defaults', { level: 'info', message: '', fields })]).entry_types;
    expect(JSON.parse(JSON.stringify(type))).toMatchObject({
      fields: { n: { default: String(2n ** 60n) }, at: { default: '1970-01-01T00:00:00.000Z' } },
    });
  });

  it('refuses two declarations of one name', () => {
    const other = entryType('order.placed', { level: 'info', message: 'placed' });
    expect(() => describeEntryTypes([orderPlaced], [other])).toThrow(EntryTypeError);
    expect(() => describeEntryTypes([orderPlaced], [other])).toThrow(
      /'order.placed': another declaration has this name/,
    );
  });
});
