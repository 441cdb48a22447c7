import type { LogRecord } from '@heartwood/server/contract';
import { isHeaderField } from '@heartwood/server/contract/header-fields';
import { fieldValue, jsonText } from '../entry/field-value.js';

/** Fields shown behind the message at most, and characters of each; the row is cut off by its width anyway. */
const FIELDS = 6;
const CHARACTERS = 80;

/** What a row says beyond its message: the error first, then declared fields that have no column and are no headers. */
export function fieldPreview(entry: LogRecord, columns: readonly string[]): readonly { name: string; value: string }[] {
  const error = fieldValue(entry, 'error_message');
  const shown = error && !entry.message.includes(error) && !columns.includes('error_message');
  const fields = Object.entries(entry.fields)
    .filter(([name]) => !columns.includes(name) && !isHeaderField(name))
    .map(([name, value]) => ({ name, value: jsonText(value) }))
    .filter(({ value }) => value !== '');
  return [...(shown ? [{ name: 'error', value: error }] : []), ...fields]
    .slice(0, FIELDS)
    .map(({ name, value }) => ({ name, value: value.length > CHARACTERS ? `${value.slice(0, CHARACTERS)}…` : value }));
}
