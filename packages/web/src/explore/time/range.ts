import { absoluteMoment, parseMoment, resolveMoment } from './moment.js';

/** A range of time as the API takes it, `from <= timestamp < to`; both ends in the notation of `parseMoment`. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

/** Both ends in Unix milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const DEFAULT_RANGE: TimeRange = { from: 'now-1h', to: 'now' };

/** Why two texts are no range, for the person who typed them; undefined when they are one. */
export function rangeProblem(range: TimeRange, now: number): { end: 'from' | 'to'; message: string } | undefined {
  const from = parseMoment(range.from);
  const to = parseMoment(range.to);
  const form = 'Write 2026-11-21 08:00, or now-15m.';
  if (!from) return { end: 'from', message: form };
  if (!to) return { end: 'to', message: form };
  if (resolveMoment(from, now) >= resolveMoment(to, now))
    return { end: 'to', message: 'Must be later than the start.' };
  return undefined;
}

/** The range in Unix milliseconds as of `now`; the default range when it cannot be read (a mistyped address). */
export function resolveRange(range: TimeRange, now: number): Span {
  const from = parseMoment(range.from);
  const to = parseMoment(range.to);
  return from && to ? { from: resolveMoment(from, now), to: resolveMoment(to, now) } : resolveRange(DEFAULT_RANGE, now);
}

/** Whether the range ends now and so moves on with the clock. */
export function isMoving(range: TimeRange): boolean {
  return parseMoment(range.to)?.kind === 'relative';
}

/** A fixed range; its ends keep milliseconds. */
export function absoluteRange(span: Span): TimeRange {
  return { from: absoluteMoment(Math.round(span.from)), to: absoluteMoment(Math.round(span.to)) };
}

/** The neighbouring range of the same length, half a length earlier (-1) or later (1). */
export function shiftRange(range: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const step = ((to - from) / 2) * direction;
  return absoluteRange({ from: from + step, to: to + step });
}

/** Twice the length around the same middle. */
export function widenRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const quarter = (to - from) / 2;
  return absoluteRange({ from: from - quarter, to: to + quarter });
}
