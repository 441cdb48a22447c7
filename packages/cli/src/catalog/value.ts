import type { Node } from 'oxc-parser';
import type { Module } from '../syntax/module.js';
import type { Step } from '../syntax/scope.js';

/** A declared field, read. */
export interface FieldValue {
  readonly kind: 'field';
  readonly type: string;
  readonly options: ReadonlyMap<string, Value>;
}

/** A declared entry type, read: `entryType(name, definition)`. */
export interface TypeValue {
  readonly kind: 'type';
  /** One declaration, whatever it is called where it is used. */
  readonly key: string;
  readonly name: Value;
  readonly definition: Value;
  /** The call that declares it. */
  readonly node: Node;
  readonly module: Module;
  /** From `atLevel`. */
  readonly level: string | undefined;
}

/** A call of something from a package that is not looked into: `z.string()`, and what is chained onto it. */
export interface ForeignCall {
  /** Name of the function or method. */
  readonly method: string;
  /** What the method was called on; `undefined` for a plain function. */
  readonly on: Value | undefined;
  /** Evaluated when somebody asks: most such calls are of no interest. */
  readonly args: () => readonly Value[];
}

/** What an expression is, as far as the code tells without running it. */
export type Value =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null | undefined }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Value>; readonly complete: boolean }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  | FieldValue
  | TypeValue
  | { readonly kind: 'one-of'; readonly values: readonly Value[] }
  | { readonly kind: 'function'; readonly node: Node; readonly module: Module }
  | {
      readonly kind: 'parameter';
      readonly fn: Node;
      readonly index: number;
      readonly steps: readonly Step[];
      readonly typeName: string | undefined;
      readonly module: Module;
    }
  /** What `@heartwood/log` exports under a name. */
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'namespace'; readonly module: Module | undefined; readonly specifier: string }
  | { readonly kind: 'logger' }
  /** From a package that is not looked into; what a call of it gives remembers the call. */
  | { readonly kind: 'foreign'; readonly specifier: string; readonly call?: ForeignCall }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };
export const constant = (value: string | number | boolean | null | undefined): Value => ({ kind: 'constant', value });

/** Several possible values as one. */
export function oneOf(values: readonly Value[]): Value {
  const flat = values.flatMap((value) => (value.kind === 'one-of' ? value.values : [value]));
  return flat.length === 1 ? (flat[0] ?? UNKNOWN) : { kind: 'one-of', values: flat };
}

/** The possible values of a value. */
export const possible = (value: Value): readonly Value[] => (value.kind === 'one-of' ? value.values : [value]);

export const textOfValue = (value: Value | undefined): string | undefined =>
  value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
