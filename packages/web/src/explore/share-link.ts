import { stringifySearch } from '../address.js';
import { type ExploreState, writeExploreSearch } from './explore-search.js';
import { absoluteRange, resolveRange } from './time/range.js';

/** The address that shows somebody else, later, what is on the screen now: the time becomes fixed, the tail is left out. */
export function shareLink(state: ExploreState, now: number): string {
  const range = absoluteRange(resolveRange(state.range, now));
  const search = stringifySearch({ ...writeExploreSearch({ ...state, range, live: false }) });
  return `${window.location.origin}/explore${search}`;
}
