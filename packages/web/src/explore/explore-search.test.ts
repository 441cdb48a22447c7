import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../address.js';
import { type ExploreState, readExploreSearch, validateExploreSearch, writeExploreSearch } from './explore-search.js';

const state = (change: Partial<ExploreState>): ExploreState => ({ ...readExploreSearch({}), ...change });

/** Through the address bar and back. */
const restored = (from: ExploreState) =>
  readExploreSearch(validateExploreSearch(parseSearch(stringifySearch({ ...writeExploreSearch(from) }))));

describe('Explore in the address bar', () => {
  it('leaves every default out', () => {
    expect(writeExploreSearch(state({}))).toEqual({});
    expect(stringifySearch({})).toBe('');
  });

  it.each([
    state({}),
    state({ query: 'level:ERROR -service:"a b" & 100% #1 + ünïcode' }),
    state({ query: '{service="shop"} |= "x"' }),
    state({ query: '123' }),
    state({ range: { from: '2026-11-21T08:00:00.000Z', to: '2026-11-21T09:00:00.000Z' } }),
    state({ columns: [], wrap: true, dense: true }),
    state({ columns: ['level', 'trace_id'], entry: '0192f0c1-0000-7000-8000-000000000001', live: true }),
  ])('restores %j', (from) => {
    expect(restored(from)).toEqual(from);
  });

  it('keeps times readable', () => {
    const search = writeExploreSearch(state({ range: { from: '2026-11-21T08:00:00.000Z', to: 'now' } }));
    expect(stringifySearch({ ...search })).toBe('?from=2026-11-21T08:00:00.000Z');
  });

  it('ignores parameters it does not know', () => {
    expect(validateExploreSearch({ q: 'x', other: 'y', wrap: 1 })).toEqual({ q: 'x' });
  });
});
