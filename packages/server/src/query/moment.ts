import { QueryError } from './query-error.js';

/** Nanoseconds since 1970; fits ClickHouse's DateTime64(9). */
export type Nanoseconds = bigint;

const UNITS: Readonly<Record<string, bigint>> = {
  s: 1_000n,
  m: 60_000n,
  h: 3_600_000n,
  d: 86_400_000n,
  w: 604_800_000n,
  // A year is 365 days, as in Loki's and Prometheus' durations.
  y: 31_536_000_000n,
};
const RELATIVE = /^now(?:([+-])(\d{1,9})([smhdwy]))?$/;
const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9})\d*)?([Zz]|[+-]\d{2}:\d{2})$/;
/** DateTime64(9) ends here (2262-04-11); a later moment means "everything". */
const LAST = 2n ** 63n - 1n;
/** Digits from which an integer counts nanoseconds instead of milliseconds. */
const NANOSECOND_DIGITS = 16;

/**
 * Reads a moment of a request: RFC 3339, Unix milliseconds or nanoseconds in digits, `now`, `now-15m` (units s m h d w y; a year is
 * 365 days).
 *
 * @param now Unix milliseconds
 * @throws QueryError `bad_request` naming the parameter
 * @example parseMoment('now-1h', Date.now(), 'from')
 */
export function parseMoment(text: string, now: number, parameter: string): Nanoseconds {
  const moment = parseRelative(text, now) ?? parseDigits(text) ?? parseRfc3339(text);
  if (moment === undefined) {
    throw new QueryError('bad_request', `${parameter}: ${JSON.stringify(text.slice(0, 60))} is no moment`, {
      // The command turns its own forms into these and passes on what it does not know, so its users read this too.
      hint:
        'Write 2026-11-21T08:00:00Z, Unix milliseconds, now or now-15m (units s m h d w y); ' +
        'the command heartwood query also takes 15m, 2026-11-21 and "2026-11-21 08:00".',
    });
  }
  return moment < 0n ? 0n : moment > LAST ? LAST : moment;
}

function parseRelative(text: string, now: number): Nanoseconds | undefined {
  const match = RELATIVE.exec(text);
  if (match === null) return undefined;
  const distance = BigInt(match[2] ?? '0') * (UNITS[match[3] ?? 's'] ?? 0n);
  return (BigInt(Math.trunc(now)) + (match[1] === '-' ? -distance : distance)) * 1_000_000n;
}

function parseDigits(text: string): Nanoseconds | undefined {
  if (!/^\d{1,19}$/.test(text)) return undefined;
  return text.length >= NANOSECOND_DIGITS ? BigInt(text) : BigInt(text) * 1_000_000n;
}

/** RFC 3339 to the nanosecond, which `Date` cannot keep. */
export function parseRfc3339(text: string): Nanoseconds | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const seconds = Date.parse(`${match[1]}T${match[2]}${(match[4] ?? 'Z').toUpperCase()}`);
  if (Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt((match[3] ?? '').padEnd(9, '0'));
}
