import { type Json, redactValue } from '@heartwood/redact';
import type { Level } from '../level.js';
import { isHidden } from '../serialize/hidden.js';
import { collectEntryTypes } from './collect-entry-types.js';
import type { EntryType, Stream } from './entry-type.js';
import type { Field, FieldClass, FieldStrategy, MaskKeep } from './field.js';

/** A field as JSON. Properties that say nothing are left out. */
export interface FieldDescription {
  /** Kind of the field: `string`, `decimal`, `object`, … */
  readonly type: string;
  readonly optional?: true;
  readonly default?: Json;
  readonly class: FieldClass;
  readonly subject?: string;
  /** How the value is written, when not as it is. Whatever the type says, a protected value is text. */
  readonly strategy?: FieldStrategy;
  /** What a masked value keeps. */
  readonly keep?: MaskKeep;
  readonly description?: string;
  readonly unit?: string;
  /** Of an `enum`. */
  readonly values?: readonly string[];
  /** Of an `object`: the type of business object. */
  readonly object_type?: string;
  /** Of an `array`. */
  readonly item?: FieldDescription;
  /** Of a `nested`. */
  readonly fields?: Readonly<Record<string, FieldDescription>>;
}

/** An entry type as JSON. Properties that say nothing are left out. */
export interface EntryTypeDescription {
  readonly name: string;
  readonly version: number;
  /** Every level the type is written at, see `atLevel`. */
  readonly levels: readonly Level[];
  readonly stream: Stream;
  readonly retention?: string;
  readonly message: string;
  readonly description?: string;
  readonly workflow?: string;
  readonly page?: string;
  readonly fields: Readonly<Record<string, FieldDescription>>;
}

/** All entry types of an application, as JSON. */
export interface EntryTypesDescription {
  readonly format: 1;
  readonly entry_types: readonly EntryTypeDescription[];
}

/**
 * Describes the entry types of an application, for a server or a document. Takes the modules that declare them as they are: exports that are no
 * entry types are passed over.
 *
 * @param sources modules (`import * as orders from './orders.js'`), lists of entry types, or registries
 * @returns the types by name
 * @throws {EntryTypeError} `duplicate-name` when two declarations have one name; the same type at another level is none
 *
 * @example
 * import * as orders from './orders.js';
 * import * as payments from './payments.js';
 * JSON.stringify(describeEntryTypes(orders, payments));
 */
export function describeEntryTypes(...sources: readonly object[]): EntryTypesDescription {
  const declared = collectEntryTypes(sources);
  const names = [...declared.keys()].sort();
  return { format: 1, entry_types: names.flatMap((name) => described(declared.get(name) ?? [])) };
}

function described(types: readonly EntryType[]): EntryTypeDescription[] {
  const [type] = types;
  if (type === undefined) return [];
  const { name, version, stream, retention, message, description, workflow, page, fields } = type;
  const about = { retention, description, workflow, page };
  const levels = [...new Set(types.map(({ level }) => level))].sort();
  return [{ name, version, levels, stream, message, ...defined(about), fields: fieldsOf(fields) }];
}

const fieldsOf = (fields: EntryType['fields']): Record<string, FieldDescription> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldOf(name, field)]));

function fieldOf(name: string, field: Field): FieldDescription {
  const { type, subject, strategy, keep, description, optional } = field;
  // A default may be a bigint or a Date, which JSON does not have.
  const value = field.default === undefined ? undefined : redactValue(field.default);
  const about = { default: value, subject, strategy, keep, description };
  return {
    type: type.kind,
    ...(optional && { optional }),
    // What is never written for its name is secret, whether it says so or not.
    class: isHidden(name, field) ? 'secret' : (field.class ?? 'internal'),
    ...defined(about),
    ...('unit' in type && defined({ unit: type.unit })),
    ...(type.kind === 'enum' && { values: type.values }),
    ...(type.kind === 'object' && { object_type: type.objectType }),
    ...(type.kind === 'array' && { item: fieldOf('', type.item) }),
    ...(type.kind === 'nested' && { fields: fieldsOf(type.fields) }),
  };
}

/** Without the properties that are `undefined`. */
function defined<Values extends object>(values: Values): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const kept: { [Name in keyof Values]?: Exclude<Values[Name], undefined> } = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) Reflect.set(kept, name, value);
  return kept;
}
