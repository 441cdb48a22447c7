import { errorDetail, redactValue } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import { isHidden, writtenFields } from './hidden.js';

/**
 * A copy of the values in which everything can be read: a getter that throws is replaced by what it threw. Used after a
 * serializer has failed, so that the entry is written all the same.
 */
export function readableValues(type: EntryType, values: unknown): object {
  const readable: Record<string, unknown> = {};
  for (const [name, field] of writtenFields(type.fields)) {
    if (!isHidden(name, field)) readable[name] = readableValue(values, name, field.type.kind === 'error');
  }
  return readable;
}

function readableValue(values: unknown, name: string, isError: boolean): unknown {
  try {
    const value: unknown = typeof values === 'object' && values !== null ? Reflect.get(values, name) : undefined;
    // What remains to throw lies inside an object. `errorDetail` and `redactValue` take anything.
    return isError || typeof value !== 'object' ? value : redactValue(value);
  } catch (cause) {
    return `[unreadable: ${errorDetail(cause).message ?? ''}]`;
  }
}
