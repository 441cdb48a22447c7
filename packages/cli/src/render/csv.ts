import type { Json, LogRecord } from '@heartwood/server/contract';

const COLUMNS = [
  'timestamp',
  'level',
  'stream',
  'service',
  'environment',
  'event',
  'message',
  'request_id',
  'user_id',
  'id',
] as const;

/** The first line of a CSV file: the columns that `csvLine` writes. */
export const CSV_HEADER = `${[...COLUMNS, 'error', 'fields'].join(',')}\r\n`;

/** An entry as a line of CSV (RFC 4180); its error and its fields are JSON in one column each. */
export function csvLine(entry: LogRecord): string {
  const cells = COLUMNS.map((name) => entry[name] ?? '');
  return `${[...cells, entry.error ? JSON.stringify(entry.error) : '', JSON.stringify(entry.fields)].map(cell).join(',')}\r\n`;
}

function cell(value: Json): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
