import {
  type ByName,
  declare,
  type Field,
  type FieldOptions,
  type Fields,
  type FieldValues,
} from './declared-field.js';

/** What a number is counted in. */
export interface Unit {
  /** Unit of the number, for the catalog and the columns: `ms`, `bytes`, `EUR`. */
  readonly unit?: string;
}

/** An amount that must not be rounded. Numbers and bigints are taken too and written as text. */
export type DecimalValue = string | number | bigint;

/** The kinds of fields, for {@link field}: all that pages need, without what reads schemas. */
export const fieldKinds = {
  string: <const O extends FieldOptions<string>>(options?: O) => declare<string, O>({ kind: 'string' }, options),
  number: <const O extends FieldOptions<number> & Unit>(options?: O) =>
    declare<number, O>({ kind: 'number', ...unitOf(options) }, options),
  /** A whole number; one beyond 2^53 is written as text. */
  integer: <const O extends FieldOptions<number | bigint>>(options?: O) =>
    declare<number | bigint, O>({ kind: 'integer' }, options),
  boolean: <const O extends FieldOptions<boolean>>(options?: O) => declare<boolean, O>({ kind: 'boolean' }, options),
  decimal: <const O extends FieldOptions<DecimalValue> & Unit>(options?: O) =>
    declare<DecimalValue, O>({ kind: 'decimal', ...unitOf(options) }, options),
  /** A moment, written as RFC 3339 UTC; numbers are milliseconds since 1970. */
  date: <const O extends FieldOptions<Date | string | number>>(options?: O) =>
    declare<Date | string | number, O>({ kind: 'date' }, options),
  /** A length of time in milliseconds. */
  duration: <const O extends FieldOptions<number>>(options?: O) => declare<number, O>({ kind: 'duration' }, options),
  enum: <const Value extends string, const O extends FieldOptions<NoInfer<Value>>>(
    values: readonly Value[],
    options?: O,
  ) => declare<Value, O>({ kind: 'enum', values }, options),
  /** An identifier, always written as text. */
  id: <const O extends FieldOptions<string | number | bigint>>(options?: O) =>
    declare<string | number | bigint, O>({ kind: 'id' }, options),
  /** The id of a business object of this type. The first one of an entry also fills `object_type` and `object_id`. */
  object: <const O extends FieldOptions<string | number | bigint>>(objectType: string, options?: O) =>
    declare<string | number | bigint, O>({ kind: 'object', objectType }, options),
  array: <Value, const O extends FieldOptions<readonly Value[]>>(item: Field<Value>, options?: O) =>
    declare<readonly Value[], O>({ kind: 'array', item }, options),
  nested: <const F extends Fields, const O extends FieldOptions<FieldValues<F>>>(fields: F, options?: O) =>
    declare<FieldValues<F>, O>({ kind: 'nested', fields }, options),
  /** Whatever was caught. Written as the standard field `error` with type, message, code, stack and causes. */
  error: <const O extends FieldOptions<unknown>>(options?: O) => declare<unknown, O>({ kind: 'error' }, options),
  /** Any value: bounded, and masked by key. */
  json: <const O extends FieldOptions<unknown>>(options?: O) => declare<unknown, O>({ kind: 'json' }, options),
  /** A standard field such as `user_id` or `duration_ms`; the name decides the type. */
  standard: <const O extends FieldOptions<never>>(options?: O) => declare<ByName, O>({ kind: 'standard' }, options),
};

const unitOf = (options: Unit | undefined): Unit => (options?.unit === undefined ? {} : { unit: options.unit });
