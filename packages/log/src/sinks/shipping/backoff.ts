/** The first wait, and the longest. */
const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/** The longest wait a server may ask for. */
const LONGEST_ASKED_MS = 5 * 60_000;

/**
 * How long to wait before the next attempt: doubling from 250 ms to 30 s, of which a random half is taken, so that many
 * senders do not come back at the same moment. A server that says when to come back is obeyed.
 *
 * @param failures attempts that failed in a row, from 1
 * @param askedMs what the server asked for in `Retry-After`
 * @param random from 0 up to 1
 */
export function backoffMs(failures: number, askedMs: number | undefined, random: () => number = Math.random): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS);
  const jittered = whole / 2 + (whole / 2) * random();
  return askedMs === undefined ? jittered : Math.min(askedMs, LONGEST_ASKED_MS) + jittered / 10;
}

/**
 * Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
 *
 * @returns milliseconds from now; `undefined` when the header says nothing
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}
