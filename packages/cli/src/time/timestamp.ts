import { type Instant, instantFromEpoch, instantOf, isPlausible } from './instant.js';
import { asUtc, offsetOf, type WallTime, type Zone } from './zone.js';

/** What a time that leaves something out is read against. */
export interface TimeContext {
  /** For times without an offset. */
  readonly zone: Zone;
  /** For times without a year: the file's last change. The year is chosen so that the time is at most a day later. */
  readonly reference: Instant;
}

export interface FoundTimestamp {
  readonly instant: Instant;
  /** Offset in the text just behind the timestamp. */
  readonly end: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = '(?<h>\\d{2}):(?<mi>\\d{2}):(?<s>\\d{2})(?:[.,](?<f>\\d{1,9}))?';
const OFFSET = '(?:\\s?(?<z>Z\\b|UTC\\b|GMT\\b|[+-]\\d{2}:?\\d{2}\\b))?';
const DAY = 24 * 3_600_000;

/** The shapes in which log files write a time, most specific first. Each is matched at one given place only. */
const SHAPES: readonly RegExp[] = [
  // ISO 8601 and its relatives: T or space, point or comma (Python, log4j), slashes (Go, nginx).
  `(?<y>\\d{4})[-/](?<m>\\d{2})[-/](?<d>\\d{2})[T ]{1,2}${CLOCK}${OFFSET}`,
  // Common Log Format: 21/Nov/2026:07:45:39 +0000
  `(?<d>\\d{2})/${MONTH}/(?<y>\\d{4}):${CLOCK}${OFFSET}`,
  // C's ctime and Apache's error log: Sat Nov 21 07:45:39.034567 2026
  `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} {1,2}(?<d>\\d{1,2}) ${CLOCK}(?: (?<z>UTC|GMT))? (?<y>\\d{4})\\b`,
  // RFC 5322 and Redis: Sat, 21 Nov 2026 07:45:39 GMT, 21 Nov 2026 07:45:39.034
  `(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?<d>\\d{1,2})[ -]${MONTH}[ -](?<y>\\d{4}) ${CLOCK}${OFFSET}`,
  // RFC 3164: Nov 21 07:45:39, with or without the year that some put behind the day
  `${MONTH} {1,2}(?<d>\\d{1,2})(?: (?<y>\\d{4}))? ${CLOCK}`,
  // klog: I1121 07:45:39.034567, the letter being the level
  `[IWEFD](?<m>\\d{2})(?<d>\\d{2}) ${CLOCK}`,
].map((source) => new RegExp(source, 'y'));

const EPOCH = /\d{10}(?:\.\d{1,9}|\d{3}(?:\d{3}){0,2})?(?![\w.])/y;

/**
 * Reads a timestamp that begins at `start` in `text`.
 *
 * @returns undefined when there is none there
 */
export function readTimestamp(text: string, start: number, context: TimeContext): FoundTimestamp | undefined {
  for (const shape of SHAPES) {
    shape.lastIndex = start;
    const groups = shape.exec(text)?.groups;
    if (!groups) continue;
    const instant = instantOfParts(groups, context);
    if (instant) return { instant, end: shape.lastIndex };
  }
  EPOCH.lastIndex = start;
  const epoch = EPOCH.exec(text);
  const instant = epoch ? instantFromEpoch(epoch[0]) : undefined;
  return instant ? { instant, end: EPOCH.lastIndex } : undefined;
}

/** The moment that a whole text states, in any shape a log uses; undefined when it is not a time. */
export function parseTimestamp(text: string, context: TimeContext): Instant | undefined {
  const found = readTimestamp(text, 0, context);
  return found && found.end === text.length ? found.instant : undefined;
}

function instantOfParts(groups: Record<string, string | undefined>, context: TimeContext): Instant | undefined {
  const month = groups.m === undefined ? MONTHS.indexOf((groups.mon ?? '').toLowerCase()) + 1 : Number(groups.m);
  const wall = (year: number): WallTime => ({
    year,
    month,
    day: Number(groups.d),
    hour: Number(groups.h),
    minute: Number(groups.mi),
    second: Number(groups.s),
  });
  const offset = groups.z === undefined ? undefined : offsetOf(groups.z);
  const at = (year: number): Instant | undefined => {
    const local = asUtc(wall(year));
    if (local === undefined) return undefined;
    const instant = instantOf(offset === undefined ? context.zone.toUtc(wall(year)) : local - offset, groups.f);
    return isPlausible(instant) ? instant : undefined;
  };
  if (groups.y !== undefined) return at(Number(groups.y));
  // No year (RFC 3164, klog): the latest one in which the time is not in the file's future, a day of slack for zones.
  const referenceYear = new Date(context.reference.ms).getUTCFullYear();
  for (let year = referenceYear + 1; year >= referenceYear - 4; year--) {
    const instant = at(year);
    if (instant && instant.ms <= context.reference.ms + DAY) return instant;
  }
  return undefined;
}
