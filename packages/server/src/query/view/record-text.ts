import type { Json, LogRecord } from '../../record/index.js';
import type { Column } from '../../store/schema/columns.js';
import { LABEL_COLUMNS, METADATA_COLUMNS } from '../schema/column-text.js';

export type Texts = Record<string, string>;

/** A field as LogQL's text, which is also how it is stored: text verbatim, everything else as JSON. */
export const fieldText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The fields of an entry as text, those named like a column left out: the column is what is seen. */
export function fieldTexts(record: LogRecord, hidden: ReadonlySet<string>): Texts {
  const visible = Object.entries(record.fields).filter(([name]) => !hidden.has(name));
  return Object.fromEntries(visible.map(([name, value]) => [name, fieldText(value)]));
}

/** The columns with role `label` as text, absent ones left out. */
export const labelTexts = (record: LogRecord): Texts => texts(record, LABEL_COLUMNS);

/** The columns with role `metadata` as text, absent ones left out. */
export const metadataTexts = (record: LogRecord): Texts => texts(record, METADATA_COLUMNS);

/** Names that a column has, so that no field can have them. */
export const COLUMN_NAMES: ReadonlySet<string> = new Set(
  [...LABEL_COLUMNS, ...METADATA_COLUMNS].map(({ name }) => name),
);

function texts(record: LogRecord, columns: readonly Column[]): Texts {
  const result: Texts = {};
  for (const { name } of columns) {
    const text = columnText(record, name);
    if (text !== '') result[name] = text;
  }
  return result;
}

function columnText(record: LogRecord, name: string): string {
  const value = name.startsWith('error_')
    ? record.error?.[name.slice('error_'.length) as 'type' | 'message' | 'code' | 'stack']
    : record[name as keyof LogRecord];
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  // Zero is how an integer column says "absent"; ClickHouse writes exponents without a plus sign.
  return value === 0 && name !== 'duration_ms' ? '' : String(value).replace('e+', 'e');
}
