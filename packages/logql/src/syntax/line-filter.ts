/** Contains, does not contain, matches, does not match; regular expressions are not anchored. */
export type LineFilterOperator = '|=' | '!=' | '|~' | '!~';

/**
 * `|= "a" or "b"`: keeps a line when one of the alternatives is found; with a negative operator when none is.
 *
 * @see https://grafana.com/docs/loki/latest/query/log_queries/#line-filter-expression
 */
export interface LineFilter {
  readonly kind: 'line-filter';
  readonly operator: LineFilterOperator;
  /** At least one. */
  readonly alternatives: readonly string[];
}
