import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryQuery } from '../../test/arbitrary-query.js';
import { parseQuery } from '../parser/index.js';
import { formatQuery } from './format.js';
import { quote } from './quote.js';

describe('formatQuery', () => {
  it('prints what parses to the same tree', () => {
    fc.assert(
      fc.property(arbitraryQuery, (query) => {
        expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" \\d', '`a "b" \\d`'],
    ['tick ` and \\', '"tick ` and \\\\"'],
    ['line\nbreak', '"line\\nbreak"'],
    ['nul\u0000', '"nul\\u0000"'],
  ])('%j', (text, expected) => {
    expect(quote(text)).toBe(expected);
  });
});
