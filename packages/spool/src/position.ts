/**
 * A place between two records. `segment` is the number in the segment file's name, `offset` the byte in that file right
 * after a record. Ordered, and the same after a restart, so `${segment}:${offset}` serves as a deduplication token.
 */
export interface SpoolPosition {
  readonly segment: number;
  readonly offset: number;
}

/** Before everything: what an empty, never used spool has acknowledged. Segment numbers start at 1. */
export const BEGINNING: SpoolPosition = { segment: 0, offset: 0 };

/** Negative when `a` comes before `b`, 0 when they are the same place, positive otherwise; fit for `Array.sort`. */
export function comparePositions(a: SpoolPosition, b: SpoolPosition): number {
  return a.segment - b.segment || a.offset - b.offset;
}

/** `segment:offset`, as in messages and deduplication tokens. */
export function formatPosition(position: SpoolPosition): string {
  return `${position.segment}:${position.offset}`;
}
