import { type LogQuery, parseQuery } from '@heartwood/logql';
import { type Nanoseconds, parseRfc3339, QueryError, toQueryError } from '../../../query/index.js';

/** Parameters of a request, from the query string and a form body together. */
export type LokiParameters = ReadonlyMap<string, readonly string[]>;

/** Loki's own defaults and bounds (pkg/loghttp/params.go, limits_config.max_entries_limit_per_query). */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 5_000;
/** Selectors in one question for series; each is a query of its own. */
const MAX_SELECTORS = 32;
const HOUR: Nanoseconds = 3_600_000_000_000n;
const SECOND: Nanoseconds = 1_000_000_000n;

export function collectParameters(...sources: readonly unknown[]): LokiParameters {
  const all = new Map<string, string[]>();
  for (const source of sources) {
    if (typeof source !== 'object' || source === null) continue;
    for (const [name, value] of Object.entries(source)) {
      const values = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
      all.set(name, [...(all.get(name) ?? []), ...values]);
    }
  }
  return all;
}

export const first = (parameters: LokiParameters, name: string): string | undefined => parameters.get(name)?.[0];

/**
 * A moment as Loki reads it: with a point, or up to ten digits, Unix seconds; more digits, nanoseconds; else RFC 3339.
 *
 * @see https://github.com/grafana/loki/blob/main/pkg/loghttp/params.go – parseTimestamp
 */
export function readTime(text: string | undefined, name: string, missing: Nanoseconds): Nanoseconds {
  if (text === undefined || text === '') return missing;
  const time = parseUnixTime(text) ?? parseRfc3339(text);
  if (time === undefined) {
    throw new QueryError('bad_request', `could not parse '${name}': ${JSON.stringify(text.slice(0, 60))} is no time`);
  }
  return time;
}

function parseUnixTime(text: string): Nanoseconds | undefined {
  const match = /^(\d{1,19})(?:\.(\d{1,9})\d*)?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction] = match;
  if (fraction === undefined && whole.length > 10) return BigInt(whole);
  return whole.length > 10 ? undefined : BigInt(whole) * SECOND + BigInt((fraction ?? '').padEnd(9, '0'));
}

/** `start` (default an hour, or `since`, before the end) and `end` (default now). */
export function readRange(parameters: LokiParameters, now: number): { start: Nanoseconds; end: Nanoseconds } {
  const end = readTime(first(parameters, 'end'), 'end', BigInt(now) * 1_000_000n);
  const start = readTime(first(parameters, 'start'), 'start', end - readSince(first(parameters, 'since')));
  if (start > end) throw new QueryError('bad_request', 'end timestamp must not be before start time');
  return { start: start < 0n ? 0n : start, end };
}

const SINCE_UNITS: Readonly<Record<string, Nanoseconds>> = {
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: HOUR,
  d: 24n * HOUR,
  w: 168n * HOUR,
};

function readSince(text: string | undefined): Nanoseconds {
  if (text === undefined || text === '') return HOUR;
  if (!/^(?:\d{1,9}(?:ms|[smhdw]))+$/.test(text)) {
    throw new QueryError('bad_request', `could not parse 'since': ${JSON.stringify(text.slice(0, 60))} is no duration`);
  }
  return Array.from(text.matchAll(/(\d+)(ms|[smhdw])/g)).reduce(
    (total, [, count = '0', unit = 's']) => total + BigInt(count) * (SINCE_UNITS[unit] ?? 0n),
    0n,
  );
}

export function readLimit(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_LIMIT;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1) throw new QueryError('bad_request', 'limit must be a positive value');
  if (limit > MAX_LIMIT) {
    throw new QueryError(
      'bad_request',
      `max entries limit per query exceeded, limit > max_entries_limit (${limit} > ${MAX_LIMIT})`,
    );
  }
  return limit;
}

export function readDirection(text: string | undefined): 'backward' | 'forward' {
  const direction = (text || 'backward').toLowerCase();
  if (direction === 'backward' || direction === 'forward') return direction;
  throw new QueryError('bad_request', `invalid direction '${direction.slice(0, 20)}'`);
}

/** The distinct selectors of `match[]` (or `match`), each read; everything when there is none. */
export function readSelectors(parameters: LokiParameters): readonly LogQuery[] {
  const texts = new Set([...(parameters.get('match[]') ?? []), ...(parameters.get('match') ?? [])]);
  if (texts.size > MAX_SELECTORS) {
    throw new QueryError(
      'bad_request',
      `too many selectors: match[] is given ${texts.size} times, ${MAX_SELECTORS} at most`,
    );
  }
  return (texts.size === 0 ? ['{}'] : [...texts]).map(readQuery);
}

export function readQuery(text: string | undefined): LogQuery {
  if (text === undefined || text === '') throw new QueryError('bad_request', "parameter 'query' is missing");
  try {
    return parseQuery(text);
  } catch (error) {
    throw toQueryError(error);
  }
}
