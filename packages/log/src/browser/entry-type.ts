import type { EntryType, EntryTypeDefinition } from '../entry/entry-type.js';
import type { Field, Fields } from '../entry/field.js';

/**
 * Declares a log entry type, as `entryType` of `@heartwood/log` does, for code that pages and backend share. What the type system sees is checked
 * here; the rest of the declaration is checked by `browserEntries`, which is given the type: a page need not load code for that.
 *
 * @example
 * export const paymentStuck = entryType('payment.stuck', {
 *   level: 'warning',
 *   message: 'Payment form stuck at {step}',
 *   fields: { step: f.string(), card: f.string({ class: 'secret' }) },
 * });
 */
export function entryType<const F extends Fields = Record<never, Field>, const Message extends string = string>(
  name: string,
  definition: EntryTypeDefinition<F, Message>,
): EntryType<F>;
export function entryType(name: string, definition: EntryTypeDefinition<Fields, string>): EntryType {
  const { stream = 'app', version = 1, fields = {} } = definition;
  const { level, retention, message, description, workflow, page } = definition;
  return Object.freeze({ name, level, stream, retention, message, description, workflow, page, version, fields });
}
