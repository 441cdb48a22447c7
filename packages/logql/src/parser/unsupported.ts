import { LogqlUnsupportedError } from '../errors.js';
import type { TokenCursor } from './cursor.js';
import { atOperator } from './label-filter.js';

/** Stages of LogQL that this package does not answer, by the word they begin with. */
const STAGES: ReadonlyMap<string, string> = new Map([
  ['json', 'json parser'],
  ['logfmt', 'logfmt parser'],
  ['regexp', 'regexp parser'],
  ['pattern', 'pattern parser'],
  ['unpack', 'unpack parser'],
  ['xml', 'xml parser'],
  ['line_format', 'line_format'],
  ['label_format', 'label_format'],
  ['decolorize', 'decolorize'],
  ['drop', 'drop'],
  ['keep', 'keep'],
  ['distinct', 'distinct'],
  ['unwrap', 'unwrap'],
]);

/** @throws LogqlUnsupportedError when the word after a pipe begins such a stage and not a label filter */
export function refuseStage(cursor: TokenCursor): void {
  const token = cursor.peek();
  if (token.kind !== 'identifier' || atOperator(cursor, 1)) return;
  const construct = STAGES.get(token.text.toLowerCase());
  if (construct !== undefined) throw new LogqlUnsupportedError(construct, token.start);
}

/** Range and vector aggregations and the other functions that make numbers out of lines. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `rate rate_counter count_over_time bytes_rate bytes_over_time avg_over_time sum_over_time min_over_time max_over_time
   stdvar_over_time stddev_over_time quantile_over_time first_over_time last_over_time absent_over_time vector sum avg max min
   count stddev stdvar bottomk topk approx_topk sort sort_desc label_replace variants`.split(/\s+/),
);

/** @throws LogqlUnsupportedError when a metric query begins here */
export function refuseMetricQuery(cursor: TokenCursor): void {
  const token = cursor.peek();
  const isFunction = token.kind === 'identifier' && FUNCTIONS.has(token.text.toLowerCase());
  if (isFunction && (cursor.at('(', 1) || cursor.at('by', 1) || cursor.at('without', 1))) {
    throw new LogqlUnsupportedError(`metric query with ${token.text.toLowerCase()}()`, token.start);
  }
  if (token.kind === 'number') throw new LogqlUnsupportedError('metric query with a number', token.start);
  if (token.kind === 'range') throw new LogqlUnsupportedError(`range ${token.text} of a metric query`, token.start);
}
