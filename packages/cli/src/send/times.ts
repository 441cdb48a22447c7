import type { Instant } from '../time/instant.js';

/** Where the times of entries came from; the summary states it. */
export interface TimeCounts {
  /** Written in the entry. */
  own: number;
  /** Taken from the entry before. */
  previous: number;
  /** Taken from the file's last change, or the clock for standard input. */
  file: number;
}

export interface TimeSource {
  readonly counts: Readonly<TimeCounts>;
  /** The time an entry counts for. */
  resolve(own: Instant | undefined): Instant;
}

/**
 * Gives every entry a time: its own, else that of the entry before it, else that of the file.
 *
 * @param fallback the file's last change; for standard input the clock
 */
export function createTimeSource(fallback: () => Instant): TimeSource {
  const counts: TimeCounts = { own: 0, previous: 0, file: 0 };
  let previous: Instant | undefined;
  return {
    counts,
    resolve(own) {
      if (own) {
        counts.own += 1;
        previous = own;
        return own;
      }
      if (previous) {
        counts.previous += 1;
        return previous;
      }
      counts.file += 1;
      return fallback();
    },
  };
}
