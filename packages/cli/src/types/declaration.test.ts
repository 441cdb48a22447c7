import { readFileSync } from 'node:fs';
import { registerEntryTypesRequestSchema } from '@heartwood/server/contract';
import { describe, expect, it } from 'vitest';
import { readDeclaration } from './declaration.js';

const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  class: 'internal',
  optional: false,
  ...more,
});
const catalogOf = (...types: object[]) => ({ format: 'heartwood-log-catalog', version: 1, types });
const type = {
  name: 'order.placed',
  level: 'info',
  stream: 'app',
  message: 'm',
  version: 2,
  workflow: 'sales',
  fields: [],
  calls: [],
  declared: { file: 'src/a.ts', line: 1 },
};

describe('the declaration in a file', () => {
  it('is what describeEntryTypes gave, as it is', () => {
    const described = { name: 'order.placed', levels: ['info'], fields: { order: { type: 'object' } }, future: 1 };
    expect(readDeclaration({ format: 1, entry_types: [described] })).toEqual({ types: [described], left: [] });
  });

  it("is what the catalog says, with the levels of the calls and the fields' kinds", () => {
    const fields = [
      field('order', 'object(order)', { strategy: 'mask (last4)' }),
      field('method', 'enum(credit card, cash)', { default: 'cash' }),
      field('tags', 'array of string'),
      field('lines', 'array of { sku: string, count: integer }', { class: 'pii', subject: 'order' }),
      field('place', '{ street: string }', { optional: true }),
      field('made', '?', { class: '?' }),
      field('took', 'duration', { unit: 'ms', description: 'How long.' }),
    ];
    const calls = [
      { file: 'src/a.ts', line: 3, within: '' },
      { file: 'src/a.ts', line: 4, within: '', level: 'error' },
    ];
    expect(readDeclaration(catalogOf({ ...type, fields, calls }))).toEqual({
      types: [
        {
          name: 'order.placed',
          levels: ['info', 'error'],
          stream: 'app',
          message: 'm',
          version: 2,
          workflow: 'sales',
          fields: {
            order: { type: 'object', object_type: 'order', class: 'internal', strategy: 'mask', keep: 'last4' },
            method: { type: 'enum', values: ['credit card', 'cash'], class: 'internal', default: 'cash' },
            tags: { type: 'array', item: { type: 'string', class: 'internal' }, class: 'internal' },
            lines: { type: 'array', item: { type: 'json', class: 'internal' }, class: 'pii', subject: 'order' },
            place: { type: 'json', class: 'internal', optional: true },
            made: { type: 'json', class: 'internal' },
            took: { type: 'duration', class: 'internal', unit: 'ms', description: 'How long.' },
          },
        },
      ],
      left: [],
    });
  });

  it('leaves out what the catalog does not know enough of', () => {
    expect(
      readDeclaration(catalogOf(type, { ...type, name: 'b', level: '?' }, { ...type, name: 'c', stream: '?' })),
    ).toEqual({
      types: [expect.objectContaining({ name: 'order.placed' })],
      left: ['b', 'c'],
    });
  });

  it('of the demo shop is taken by the server as it comes', () => {
    const file = new URL('../../../../examples/shop/docs/log-catalog.json', import.meta.url);
    const found = readDeclaration(JSON.parse(readFileSync(file, 'utf8')));
    const entry_types = registerEntryTypesRequestSchema.parse({
      format: 1,
      service: 'shop',
      entry_types: found?.types,
    }).entry_types;
    expect(entry_types.length).toBeGreaterThan(20);
    expect(found?.left).toEqual([]);
  });

  it.each([
    [{}],
    [[]],
    ['text'],
    [null],
    [{ format: 2, entry_types: [] }],
    [{ format: 'heartwood-log-catalog', version: 9 }],
  ])('is not %j', (value) => expect(readDeclaration(value)).toBeUndefined());
});
