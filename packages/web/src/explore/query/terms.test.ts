import { describe, expect, it } from 'vitest';
import { isLogql, quote, readPlainSearch } from './terms.js';

describe('readPlainSearch', () => {
  const f = (query: string) =>
    readPlainSearch(query).terms.map(
      ({ negated, field, value }) => `${negated ? '-' : ''}${field === undefined ? '' : `${field}=`}${value}`,
    );

  it.each([
    ['', []],
    ['payment failed', ['payment', 'failed']],
    ['"payment failed" x', ['payment failed', 'x']],
    ['level:ERROR -service:shop', ['level=ERROR', '-service=shop']],
    ['message:"a \\"b\\" c"', ['message=a "b" c']],
    ['path:"C:\\\\temp" x', ['path=C:\\temp', 'x']],
    ['path:/a/b?x=1:2', ['path=/a/b?x=1:2']],
    ['user.id:7', ['user.id=7']],
    ['http://shop/cart', ['http://shop/cart']],
    ['"never closed', ['never closed']],
    ['level:', ['level:']],
    ['  a   b  ', ['a', 'b']],
    ['error-code', ['error-code']],
    ['a and b', ['a', 'b']],
    ['NOT level:ERROR x', ['x']],
    ['(service:a or service:b) level:ERROR', ['level=ERROR']],
    ['-(service:a) x', ['x']],
    ['charge(card) x', ['charge(card)', 'x']],
  ])('%j has the conditions %j', (query, terms) => {
    expect(f(query)).toEqual(terms);
  });

  it.each([
    ['level:ERROR or level:CRITICAL', true],
    ['(level:ERROR or level:CRITICAL) x', false],
    ['"or" "this"', false],
  ])('%j has alternatives: %s', (query, alternatives) => {
    expect(readPlainSearch(query).alternatives).toBe(alternatives);
  });

  it('gives offsets that cut the term out of the query', () => {
    const query = 'one  -field:"two three" four';
    expect(readPlainSearch(query).terms.map((term) => query.slice(term.start, term.end))).toEqual([
      'one',
      '-field:"two three"',
      'four',
    ]);
  });
});

describe('quote', () => {
  it('escapes what the server takes for an escape, and nothing else', () => {
    expect(quote('a "b" C:\\t\tü')).toBe('"a \\"b\\" C:\\\\t\tü"');
  });
});

describe('isLogql', () => {
  it('goes by the opening brace', () => {
    expect(isLogql(' {service="shop"}')).toBe(true);
    expect(isLogql('service:shop {')).toBe(false);
  });
});
