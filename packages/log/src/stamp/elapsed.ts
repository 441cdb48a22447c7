/**
 * Milliseconds since a moment, for `duration_ms`: to the microsecond, as more digits are noise of the clock.
 *
 * @param started what `performance.now()` said then
 *
 * @example
 * const started = performance.now();
 * await work();
 * log.emit(workDone, { duration_ms: millisecondsSince(started) });
 */
export function millisecondsSince(started: number): number {
  return Math.round((performance.now() - started) * 1_000) / 1_000;
}
