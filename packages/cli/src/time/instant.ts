/** A moment: whole milliseconds since 1970-01-01T00:00Z, and what is finer than that in nanoseconds (0–999 999). */
export interface Instant {
  readonly ms: number;
  readonly nanos: number;
}

/** The years an entry's time is believed in; anything else is taken for a number that merely looks like a time. */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2200;

/** A moment at `ms`, with the digits after the decimal point of a second (`"034567"`) added. */
export function instantOf(ms: number, fraction = ''): Instant {
  const digits = fraction.slice(0, 9).padEnd(9, '0');
  return { ms: ms + Number(digits.slice(0, 3)), nanos: Number(digits.slice(3)) };
}

/** RFC 3339 in UTC with 3, 6 or 9 fractional digits, as many as carry information. */
export function formatInstant(instant: Instant): string {
  const text = new Date(instant.ms).toISOString();
  if (instant.nanos === 0) return text;
  const finer = String(instant.nanos).padStart(6, '0');
  return `${text.slice(0, -1)}${finer.endsWith('000') ? finer.slice(0, 3) : finer}Z`;
}

/** True when the moment lies in the years in which log files were written. */
export function isPlausible(instant: Instant): boolean {
  return instant.ms >= Date.UTC(FIRST_YEAR, 0) && instant.ms < Date.UTC(LAST_YEAR, 0);
}

/**
 * A number that counts time since 1970, in the unit its size suggests: seconds below 10¹¹ (the year 5138), milliseconds below
 * 10¹⁴, microseconds below 10¹⁷, nanoseconds above.
 *
 * @param text digits with an optional fraction, as written in the log, so that no digit is lost to floating point
 * @returns undefined when the text is no such number or the moment is implausible
 */
export function instantFromEpoch(text: string): Instant | undefined {
  const match = /^(\d{9,19})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const whole = match[1] ?? '';
  const unitDigits = whole.length <= 11 ? 0 : whole.length <= 14 ? 3 : whole.length <= 17 ? 6 : 9;
  const seconds = whole.slice(0, whole.length - unitDigits);
  const fraction = whole.slice(whole.length - unitDigits) + (match[2] ?? '');
  const instant = instantOf(Number(seconds) * 1000, fraction);
  return isPlausible(instant) ? instant : undefined;
}
