import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathOf, queryOf, valuesByName } from './url.js';

it.each([
  ['/orders/17?page=2', '/orders/17', { page: '2' }],
  ['/orders/17', '/orders/17', undefined],
  ['/?', '/', undefined],
  ['/a?tag=x&tag=y&tag=z', '/a', { tag: ['x', 'y', 'z'] }],
  ['/a?q=a%20b+c&empty', '/a', { q: 'a b c', empty: '' }],
  ['/a?%', '/a', { '%': '' }],
])('%s', (url, path, query) => {
  expect(pathOf(url)).toBe(path);
  expect(queryOf(url)).toEqual(query);
});

it('takes __proto__ for a name like any other', () => {
  expect(Object.entries(queryOf('/a?__proto__=x') ?? {})).toEqual([['__proto__', 'x']]);
});

it('reads every query as the URL standard does', () => {
  const pieces = fc.constantFrom(
    'a',
    'b',
    '=',
    '=',
    '&',
    '&',
    '%20',
    '+',
    '%',
    'é',
    '\ud800',
    '__proto__',
    'toString',
    '#',
    '?',
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const query = parts.join('');
      expect(queryOf(`/a?${query}`)).toEqual(valuesByName(new URLSearchParams(`?${query}`)));
    }),
  );
});
