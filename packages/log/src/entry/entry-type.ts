import type { Level } from '../level.js';
import { checkDeclaration, checkShape } from './check-declaration.js';
import type { ByName, Field, Fields, FieldValues } from './field.js';
import { withInvalidFields } from './invalid-fields.js';
import type { Placeholders } from './message-template.js';
import type { OwnName, StandardName } from './reserved-names.js';

/** The four streams; each has its own storage, retention and grants. */
export type Stream = 'app' | 'audit' | 'security' | 'access';

/** A declared log entry type: every entry in the log is an instance of one. Made by {@link entryType}. */
export interface EntryType<F extends Fields = Fields> {
  /** Unique, dotted, in the language of the domain: `invoice.approved`. */
  readonly name: string;
  readonly level: Level;
  readonly stream: Stream;
  /** A class of the retention policy; `undefined`: by stream and level. */
  readonly retention: string | undefined;
  /** The message with `{field}` placeholders. */
  readonly message: string;
  readonly description: string | undefined;
  /** The business workflow the entry belongs to. */
  readonly workflow: string | undefined;
  /** The page or screen the entry belongs to. */
  readonly page: string | undefined;
  /** Raised when the meaning of a field changes. */
  readonly version: number;
  readonly fields: F;
}

/** What {@link entryType} takes. */
export interface EntryTypeDefinition<F extends Fields, Message extends string> {
  readonly level: Level;
  /** Default `app`. */
  readonly stream?: Stream;
  readonly retention?: string;
  readonly message: CheckedMessage<Message, F>;
  readonly description?: string;
  readonly workflow?: string;
  readonly page?: string;
  /** Default 1. */
  readonly version?: number;
  readonly fields?: F & CheckedFields<F>;
}

/** The message itself, or a type that says which placeholder is not declared. */
export type CheckedMessage<Message extends string, F extends Fields> = [
  Exclude<Placeholders<Message>, keyof F & string>,
] extends [never]
  ? Message
  : `placeholder {${Exclude<Placeholders<Message>, keyof F & string>}} is not a declared field`;

/** The fields themselves, or a type that says which name is taken. */
export type CheckedFields<F extends Fields> = {
  readonly [K in keyof F]: K extends OwnName
    ? `'${K}' is written by the library itself`
    : K extends StandardName
      ? F[K] extends Field<ByName>
        ? F[K]
        : `'${K}' is a standard field: declare it with f.standard()`
      : F[K] extends Field<ByName>
        ? `'${K & string}' is not a standard field`
        : F[K];
};

/** What `log.emit(type, values)` takes for an entry type. */
export type EntryValues<Type extends EntryType> = Type extends EntryType<infer F> ? FieldValues<F> : never;

/**
 * Declares a log entry type. The signature of `log.emit`, the serializer, the redaction and the catalog follow from it.
 *
 * @param name unique name, lower-case words joined by dots or underscores: `invoice.approved`
 * @throws {EntryTypeError} when the declaration contradicts itself: at the time the module is loaded, never in a log call
 *
 * @example
 * const invoiceApproved = entryType('invoice.approved', {
 *   level: 'info',
 *   stream: 'audit',
 *   message: 'Invoice {invoice} approved by {approver}',
 *   fields: { invoice: f.object('invoice'), amount: f.decimal({ unit: 'EUR' }), approver: f.string() },
 * });
 * log.emit(invoiceApproved, { invoice: 'inv_42', amount: '129.90', approver: 'u_7' });
 */
export function entryType<const F extends Fields = Record<never, Field>, const Message extends string = string>(
  name: string,
  definition: EntryTypeDefinition<F, Message>,
): EntryType<F>;
export function entryType(name: string, definition: EntryTypeDefinition<Fields, string>): EntryType {
  checkShape(name, definition);
  const type: EntryType = Object.freeze({
    name,
    level: definition.level,
    stream: definition.stream ?? 'app',
    retention: definition.retention,
    message: definition.message,
    description: definition.description,
    workflow: definition.workflow,
    page: definition.page,
    version: definition.version ?? 1,
    fields: Object.freeze(withInvalidFields(name, definition.fields ?? {})),
  });
  checkDeclaration(type);
  return type;
}

/**
 * The same entry type at another level, for entries whose severity depends on the outcome: a request that failed. Make it
 * once, beside the type.
 *
 * @example const requestFailed = atLevel(httpRequest, 'error');
 */
export const atLevel = <F extends Fields>(type: EntryType<F>, level: Level): EntryType<F> =>
  type.level === level ? type : Object.freeze({ ...type, level });
