import type { MatchOperator } from './selector.js';

/** How numbers, durations and sizes are compared. `=` is printed and stored as `==`. */
export type ComparisonOperator = '==' | '!=' | '>' | '>=' | '<' | '<=';

/** Compares text; the only predicate under which a missing name counts as the empty string. */
export interface StringPredicate {
  readonly kind: 'string';
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

/** Compares the value as a number. A missing name never matches; a value that is no number stays, marked `__error__`. */
export interface NumberPredicate {
  readonly kind: 'number';
  readonly name: string;
  readonly operator: ComparisonOperator;
  readonly value: number;
}

/** Compares the value as a duration, in nanoseconds. */
export interface DurationPredicate {
  readonly kind: 'duration';
  readonly name: string;
  readonly operator: ComparisonOperator;
  readonly value: bigint;
}

/** Compares the value as a size, in bytes. */
export interface BytesPredicate {
  readonly kind: 'bytes';
  readonly name: string;
  readonly operator: ComparisonOperator;
  readonly value: number;
}

/** At least two operands, none of them of the same kind as this node (chains are flat). */
export interface Conjunction {
  readonly kind: 'and';
  readonly operands: readonly LabelPredicate[];
}

/** At least two operands, none of them of the same kind as this node. Stops at the first that holds. */
export interface Disjunction {
  readonly kind: 'or';
  readonly operands: readonly LabelPredicate[];
}

export type QuantityPredicate = NumberPredicate | DurationPredicate | BytesPredicate;
export type LabelPredicate = StringPredicate | QuantityPredicate | Conjunction | Disjunction;

/**
 * `| level = "error" and duration > 10s`.
 *
 * @see https://grafana.com/docs/loki/latest/query/log_queries/#label-filter-expression
 */
export interface LabelFilter {
  readonly kind: 'label-filter';
  readonly predicate: LabelPredicate;
}

/** Joins predicates, keeping chains flat; the one way to build these nodes. */
export function join(kind: 'and' | 'or', predicates: readonly LabelPredicate[]): LabelPredicate {
  const operands = predicates.flatMap((predicate) => (predicate.kind === kind ? predicate.operands : [predicate]));
  const [first] = operands;
  return operands.length === 1 && first !== undefined ? first : { kind, operands };
}
