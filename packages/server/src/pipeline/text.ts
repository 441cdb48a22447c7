import type { Json, LogRecord } from '../record/index.js';

/**
 * Whether a row's JSON may hold text that no store takes: NUL (ends a C string, PostgreSQL refuses it) or half a surrogate pair
 * (no UTF-8 exists for it). JSON.stringify writes both as escapes, so one look at the row tells; a false alarm costs a copy.
 */
export const holdsUnstorableText = (row: string): boolean => row.includes('\\u0000') || row.includes('\\ud');

/** The record with U+FFFD in place of every NUL and every half surrogate pair, names included. */
export function withStorableText(record: LogRecord): LogRecord {
  const { fields, labels, ...rest } = record;
  return {
    ...(storable(rest) as typeof rest),
    fields: storable(fields) as LogRecord['fields'],
    ...(labels === undefined ? {} : { labels: storable(labels) as Record<string, string> }),
  };
}

function storable(value: Json | undefined | object): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [storableText(name), storable(inner as Json)]),
  );
}

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(HALF_PAIR, '\ufffd');
}
