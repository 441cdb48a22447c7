import type { StandardName, StandardValue } from './reserved-names.js';
import type { SchemaCheck } from './schema-check.js';

/**
 * How personal or secret a field is. `internal` is the default; a field whose name is a secret's (see `isSecretKey` of
 * `@heartwood/redact`) is `secret` unless the declaration says otherwise. The value of a `secret` field is never read.
 */
export type FieldClass = 'public' | 'internal' | 'pii' | 'sensitive' | 'secret';

/**
 * How the value of a field is written: `drop`: not at all, and never read; `mask`: as `[masked]`, or the part that `keep` names; `tokenise`: as a
 * keyed pseudonym, the same for the same value; `encrypt`: so that whoever has the key can read it. The last two need a key, see `keys` of
 * `createLogger`.
 */
export type FieldStrategy = 'drop' | 'mask' | 'tokenise' | 'encrypt';

/**
 * What a masked value keeps: `last4`: its last four characters, if it has at least eight; `domain`: the domain of an e-mail address; `network`: the
 * /24 of an IPv4 address, the /48 of an IPv6 address. A value that is none of that is masked as a whole.
 */
export type MaskKeep = 'last4' | 'domain' | 'network';

/** What every kind of field can say about itself. */
export interface FieldOptions<Value> {
  /** The value may be left out. Default false. */
  readonly optional?: boolean;
  /** Written when the value is left out; makes the field optional. */
  readonly default?: Value;
  readonly class?: FieldClass;
  /** For `pii` and `sensitive`: the name of the field that holds the id of the person concerned. */
  readonly subject?: string;
  /** For `internal`, `pii` and `sensitive`. Default: the value is written as it is. */
  readonly strategy?: FieldStrategy;
  /** For `strategy: 'mask'`. Default: nothing is kept. */
  readonly keep?: MaskKeep;
  /** For the catalog. */
  readonly description?: string;
}

/** The kinds of field and what each needs to be written. */
export type FieldType =
  | { readonly kind: 'string' | 'integer' | 'boolean' | 'date' | 'duration' | 'id' | 'error' | 'json' | 'standard' }
  | { readonly kind: 'number' | 'decimal'; readonly unit?: string }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'object'; readonly objectType: string }
  | { readonly kind: 'array'; readonly item: Field }
  | { readonly kind: 'nested'; readonly fields: Fields };

/** One declared field. Build it with `f`; `Value` is what `log.emit` takes for it. */
export interface Field<Value = unknown, Optional extends boolean = boolean> {
  readonly type: FieldType;
  readonly optional: Optional;
  readonly default: Value | undefined;
  /** `undefined`: by name, see {@link FieldClass}. */
  readonly class: FieldClass | undefined;
  readonly subject: string | undefined;
  /** `undefined`: written as it is. */
  readonly strategy: FieldStrategy | undefined;
  readonly keep: MaskKeep | undefined;
  readonly description: string | undefined;
  /** The schema that has declared the field and checks its values, see `f.schema`. */
  readonly check: SchemaCheck | undefined;
}

/** Declared fields by name. */
export interface Fields {
  readonly [name: string]: Field;
}

declare const standardValue: unique symbol;
/** Stands for "the type that belongs to the name". */
export interface ByName {
  readonly [standardValue]: true;
}

/** What `log.emit` takes for a set of fields: required ones first, then those with `optional` or `default`. */
export type FieldValues<F extends Fields> = Readonly<
  { [K in keyof F as F[K]['optional'] extends true ? never : K]: ValueOf<F[K], K> } & {
    [K in keyof F as F[K]['optional'] extends true ? K : never]?: ValueOf<F[K], K> | undefined;
  }
>;

type ValueOf<One extends Field, Name> =
  One extends Field<infer Value> ? (Value extends ByName ? StandardValueOf<Name> : Value) : never;
type StandardValueOf<Name> = Name extends StandardName ? StandardValue<Name> : never;

type OptionalBy<Options> = Options extends { readonly optional: true }
  ? true
  : Options extends { readonly default: unknown }
    ? true
    : false;

/** A field of this type; `f` is the way to it. */
export function declare<Value, const Options extends FieldOptions<Value>>(
  type: FieldType,
  options: Options | undefined,
): Field<Value, OptionalBy<Options>> {
  const optional = options?.optional === true || options?.default !== undefined;
  return Object.freeze({
    type,
    optional: optional as OptionalBy<Options>,
    default: options?.default,
    class: options?.class,
    subject: options?.subject,
    strategy: options?.strategy,
    keep: options?.keep,
    description: options?.description,
    check: undefined,
  });
}
