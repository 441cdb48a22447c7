import type { Nanoseconds } from './moment.js';

export interface Window {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
}

/** 15 minutes: three steps of the tables' sorting key, which begins with five-minute blocks. */
const FIRST: Nanoseconds = 900_000_000_000n;
const GROWTH = 8n;

/**
 * Cuts a range into windows that grow as they go back (or forward) in time, so that a search that finds a page among the
 * newest entries never reads the rest: sorting by time costs as much as the window is wide.
 */
export function* windowsOf(range: Window, direction: 'backward' | 'forward'): Generator<Window> {
  let { from, to } = range;
  for (let width = FIRST; from < to; width *= GROWTH) {
    if (direction === 'backward') {
      const start = later(to - width, from);
      yield { from: start, to };
      to = start;
    } else {
      const end = earlier(from + width, to);
      yield { from, to: end };
      from = end;
    }
  }
}

const later = (one: Nanoseconds, other: Nanoseconds): Nanoseconds => (one < other ? other : one);
const earlier = (one: Nanoseconds, other: Nanoseconds): Nanoseconds => (one > other ? other : one);
