import type { Json, LogRecord } from '@heartwood/server/contract';

/** A JSON value as one line: strings as they are, everything else as JSON. */
export function jsonText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const ERROR_FIELDS = {
  error_type: 'type',
  error_message: 'message',
  error_code: 'code',
  error_stack: 'stack',
} as const;

/**
 * The value of a field by the name a query uses for it: a standard field, a part of the error, a declared field or a pushed
 * label. Undefined when the entry has none.
 */
export function fieldValue(entry: LogRecord, name: string): string | undefined {
  const value = rawValue(entry, name);
  return value === undefined ? undefined : jsonText(value);
}

function rawValue(entry: LogRecord, name: string): Json | undefined {
  if (Object.hasOwn(entry.fields, name)) return entry.fields[name];
  if (entry.labels && Object.hasOwn(entry.labels, name)) return entry.labels[name];
  const part = ERROR_FIELDS[name as keyof typeof ERROR_FIELDS];
  if (part) return entry.error?.[part];
  const standard: Readonly<Record<string, unknown>> = entry;
  const value = Object.hasOwn(standard, name) ? standard[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
