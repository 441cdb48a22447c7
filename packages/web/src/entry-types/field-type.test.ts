import type { FieldDescription } from '@heartwood/server/contract';
import { describe, expect, it } from 'vitest';
import { fieldType, innerFields } from './field-type.js';

const field = (more: Partial<FieldDescription> & { type: string }): FieldDescription => ({
  class: 'internal',
  ...more,
});

describe('the type of a field in words', () => {
  it.each([
    [field({ type: 'string' }), 'string'],
    [field({ type: 'decimal', unit: 'EUR' }), 'decimal EUR'],
    [field({ type: 'duration' }), 'duration ms'],
    [field({ type: 'enum', values: ['card', 'invoice'] }), 'one of card, invoice'],
    [field({ type: 'object', object_type: 'order' }), 'id of an order'],
    [field({ type: 'object', object_type: 'user' }), 'id of a user'],
    [field({ type: 'array', item: field({ type: 'integer' }) }), 'array of integer'],
    [field({ type: 'array', item: field({ type: 'nested', fields: {} }) }), 'array of object'],
    [field({ type: 'standard' }), 'standard field'],
    [field({ type: 'hologram' }), 'hologram'],
  ])('of %o', (given, words) => expect(fieldType(given)).toBe(words));
});

it('finds the fields inside a field, also inside the items of an array', () => {
  const fields = { sku: field({ type: 'id' }) };
  expect(innerFields(field({ type: 'array', item: field({ type: 'nested', fields }) }))).toBe(fields);
  expect(innerFields(field({ type: 'string' }))).toEqual({});
});
