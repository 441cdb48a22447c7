import { describe, expect, it } from 'vitest';
import { exploreQuery } from './explore-query.js';

describe('the query for the entries of a type', () => {
  it('names type and service', () => {
    expect(exploreQuery('shop', 'invoice.approved')).toBe('{event="invoice.approved", service="shop"}');
    expect(exploreQuery('a"b', 'x')).toBe('{event="x", service="a\\"b"}');
  });

  it.each([
    [{ kind: 'unknown_type' }, ''],
    [{ kind: 'unknown_field', field: 'note' }, ' | note!=""'],
    [{ kind: 'wrong_type', field: 'address.floor' }, ' | address_floor!=""'],
    [{ kind: 'wrong_type', field: 'items[]' }, ''],
    [{ kind: 'unknown_field', field: 'my-field' }, ''],
    [{ kind: 'missing_field', field: 'amount' }, ' | amount=""'],
    [{ kind: 'other_version', found: '1' }, ' | event_version="1"'],
  ] as const)('of %o narrows down as far as it can', (drift, rest) => {
    expect(exploreQuery('s', 'e', drift)).toBe(`{event="e", service="s"}${rest}`);
  });

  it('names the level that was not declared', () => {
    expect(exploreQuery('s', 'e', { kind: 'other_level', found: 'ERROR' })).toBe(
      '{event="e", service="s", level="ERROR"}',
    );
  });
});
