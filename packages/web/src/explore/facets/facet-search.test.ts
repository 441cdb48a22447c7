import { describe, expect, it } from 'vitest';
import { searchFacets } from './facet-search.js';

const facets = [
  {
    field: 'service',
    cardinality: 2,
    values: [
      { value: 'shop', count: 3 },
      { value: 'worker', count: 1 },
    ],
  },
  { field: 'level', cardinality: 1, values: [{ value: 'ERROR', count: 4 }] },
  { field: 'host', cardinality: 0, values: [] },
];

describe('searchFacets', () => {
  const f = (search: string) =>
    searchFacets(facets, search).map(({ field, values }) => `${field}: ${values.map(({ value }) => value).join(' ')}`);

  it.each([
    ['', ['service: shop worker', 'level: ERROR']],
    ['SERV', ['service: shop worker']],
    ['work', ['service: worker']],
    ['err', ['level: ERROR']],
    ['nothing', []],
  ])('%j leaves %j', (search, wanted) => {
    expect(f(search)).toEqual(wanted);
  });
});
