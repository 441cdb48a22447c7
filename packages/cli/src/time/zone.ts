import { Failure } from '../failure.js';

/** A time as a clock on the wall shows it; `month` counts from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Turns wall-clock times of one place into Unix milliseconds. */
export interface Zone {
  readonly name: string;
  toUtc(wall: WallTime): number;
}

const HOUR = 3_600_000;

/** The wall-clock time read as if it were UTC, in Unix milliseconds; undefined when there is no such date (31 February). */
export function asUtc(wall: WallTime): number | undefined {
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 60) return undefined;
  const ms = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, Math.min(wall.second, 59));
  const date = new Date(ms);
  return date.getUTCMonth() === wall.month - 1 && date.getUTCDate() === wall.day ? ms : undefined;
}

/** Milliseconds that `+0100`, `+01:00`, `-08` or `Z` is ahead of UTC; undefined for anything else. */
export function offsetOf(text: string): number | undefined {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function fixedZone(name: string, offset: number): Zone {
  return { name, toUtc: (wall) => (asUtc(wall) ?? Number.NaN) - offset };
}

function ianaZone(name: string): Zone {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (ms: number): number => {
    const at: Record<string, number> = {};
    for (const part of parts.formatToParts(ms)) at[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
  // Offsets change on the quarter hour at the finest; log files are in order, so one remembered quarter nearly always hits.
  let known = { quarter: Number.NaN, offset: 0 };
  return {
    name,
    toUtc(wall) {
      const local = asUtc(wall);
      if (local === undefined) return Number.NaN;
      const quarter = Math.floor(local / (HOUR / 4));
      if (known.quarter !== quarter) {
        // Twice: the first guess may fall on the other side of a clock change. An hour that happens twice is its first.
        const guess = offsetAt(local - offsetAt(local - 24 * HOUR));
        known = {
          quarter,
          offset: offsetAt(local - guess) === guess ? guess : offsetAt(local - offsetAt(local - guess)),
        };
      }
      return local - known.offset;
    },
  };
}

/**
 * The zone that times without an offset of their own are meant in.
 *
 * @param name an IANA name (`Europe/Berlin`), `UTC`, an offset (`+02:00`), or `local` for this machine's zone
 * @throws Failure (usage) when there is no such zone
 */
export function zoneOf(name: string): Zone {
  const offset = offsetOf(name);
  if (offset !== undefined) return fixedZone(name, offset);
  const iana = name === 'local' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : name;
  if (/^(?:UTC|Etc\/UTC)$/.test(iana)) return fixedZone('UTC', 0);
  try {
    return ianaZone(iana);
  } catch (error) {
    throw new Failure('usage', `There is no time zone “${name}”.`, {
      hint: 'Use a name such as Europe/Berlin, UTC, an offset such as +02:00, or local.',
      cause: error,
    });
  }
}
