/** Nanoseconds per unit, as Go's `time.ParseDuration` knows them; both micro signs (U+00B5, U+03BC) count. */
export const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A duration as RE2, JavaScript and Go agree on it; used by the interpreter and, as text, by the planner. */
export const DURATION_PATTERN = '^[+-]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$';

/** One component of it: number and unit. */
export const DURATION_COMPONENT = '([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)';

/** Digits after the point that count; the rest is below any unit's nanosecond. */
export const FRACTION_DIGITS = 18;

const WHOLE = new RegExp(DURATION_PATTERN, 'u');
const LARGEST = 2n ** 63n - 1n;

/**
 * Parses a duration as Go's `time.ParseDuration` does: `1.5s`, `-2h30m`, `250µs`, `0`.
 *
 * @returns nanoseconds, or undefined when the text is not a duration or does not fit 64 bits
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDuration(text: string): bigint | undefined {
  if (!WHOLE.test(text)) return undefined;
  let total = 0n;
  for (const match of text.matchAll(new RegExp(DURATION_COMPONENT, 'gu'))) {
    const unit = NANOSECONDS[match[2] ?? ''] ?? 0n;
    const [whole = '', fraction = ''] = (match[1] ?? '').split('.');
    const digits = fraction.slice(0, FRACTION_DIGITS);
    total += BigInt(whole || '0') * unit + (BigInt(digits || '0') * unit) / 10n ** BigInt(digits.length);
  }
  if (total > LARGEST) return undefined;
  return text.startsWith('-') ? -total : total;
}

const DAY = 24n * 3_600_000_000_000n;
const PROMETHEUS = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const PROMETHEUS_UNITS = [365n * DAY, 7n * DAY, DAY, 3_600_000_000_000n, 60_000_000_000n, 1_000_000_000n, 1_000_000n];

/**
 * Parses a duration as a query may write it: Prometheus' form with `d`, `w` and `y`, else Go's.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export function parseQueryDuration(text: string): bigint | undefined {
  const match = PROMETHEUS.exec(text);
  if (match === null || text === '') return parseDuration(text);
  const total = PROMETHEUS_UNITS.reduce((sum, unit, index) => sum + BigInt(match[index + 1] ?? '0') * unit, 0n);
  return total > LARGEST ? undefined : total;
}

/** Prints nanoseconds with the largest unit that leaves no fraction: `90m`, `1500ms`, `-1ns`. */
export function formatDuration(nanoseconds: bigint): string {
  for (const unit of ['h', 'm', 's', 'ms', 'us']) {
    const size = NANOSECONDS[unit] ?? 1n;
    if (nanoseconds % size === 0n && nanoseconds !== 0n) return `${nanoseconds / size}${unit}`;
  }
  return `${nanoseconds}ns`;
}
