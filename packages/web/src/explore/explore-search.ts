import { DEFAULT_RANGE, type TimeRange } from './time/range.js';

/** Everything about Explore that a shared link restores. */
export interface ExploreState {
  /** As typed: LogQL, words, `field:value`. */
  readonly query: string;
  readonly range: TimeRange;
  /** Columns between the time and the message, in order. */
  readonly columns: readonly string[];
  readonly wrap: boolean;
  readonly dense: boolean;
  /** Id of the entry whose panel is open. */
  readonly entry?: string;
  readonly live: boolean;
}

/** The same as parameters of the address; a default is left out. */
export interface ExploreSearch {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly columns?: string;
  readonly wrap?: string;
  readonly density?: string;
  readonly entry?: string;
  readonly live?: string;
}

export const DEFAULT_COLUMNS: readonly string[] = ['level', 'service'];

const PARAMETERS = ['q', 'from', 'to', 'columns', 'wrap', 'density', 'entry', 'live'] as const;

/** Picks the known parameters out of an address. */
export function validateExploreSearch(raw: Record<string, unknown>): ExploreSearch {
  const known = PARAMETERS.flatMap((name) => (typeof raw[name] === 'string' ? [[name, raw[name]]] : []));
  return Object.fromEntries(known);
}

export function readExploreSearch(search: ExploreSearch): ExploreState {
  return {
    query: search.q ?? '',
    range: { from: search.from ?? DEFAULT_RANGE.from, to: search.to ?? DEFAULT_RANGE.to },
    columns: search.columns === undefined ? DEFAULT_COLUMNS : search.columns.split(',').filter((name) => name !== ''),
    wrap: search.wrap === '1',
    dense: search.density === 'compact',
    live: search.live === '1',
    ...(search.entry ? { entry: search.entry } : {}),
  };
}

export function writeExploreSearch(state: ExploreState): ExploreSearch {
  const columns = state.columns.join(',');
  return {
    ...(state.query ? { q: state.query } : {}),
    ...(state.range.from === DEFAULT_RANGE.from ? {} : { from: state.range.from }),
    ...(state.range.to === DEFAULT_RANGE.to ? {} : { to: state.range.to }),
    ...(columns === DEFAULT_COLUMNS.join(',') ? {} : { columns }),
    ...(state.wrap ? { wrap: '1' } : {}),
    ...(state.dense ? { density: 'compact' } : {}),
    ...(state.entry ? { entry: state.entry } : {}),
    ...(state.live ? { live: '1' } : {}),
  };
}
