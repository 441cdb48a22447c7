import { LogqlSyntaxError } from '../errors.js';
import { MAX_QUERY_LENGTH } from '../limits.js';
import { parseQuery } from '../parser/index.js';
import type { LogQuery } from '../syntax/query.js';
import { refuseMetricSearch } from './metric-query.js';
import { parseExpression } from './parse-expression.js';
import { translate } from './translate.js';

/**
 * Parses what a person types into the search box. Text that begins with `{` is LogQL; everything else is plain words (all
 * must be in the line, in any case of letters; `"a phrase"`, `-excluded`, `time*out`) and fields (`user_id:u_7`, `-status:200`,
 * `duration_ms:>100`, `name:a*`, `trace_id:*`, `level:>=warning`), joined by `or` and parentheses. Empty text selects everything.
 *
 * @throws LogqlSyntaxError, LogqlUnsupportedError as `parseQuery` does; a metric query is refused too, not searched as words
 * @example formatQuery(parseSearch('timeout -retry level:error'))
 * // {} |~ "(?i)timeout" !~ "(?i)retry" | level="ERROR"
 */
export function parseSearch(text: string): LogQuery {
  if (text.trimStart().startsWith('{')) return parseQuery(text);
  if (text.length > MAX_QUERY_LENGTH) {
    throw new LogqlSyntaxError(`The search has more than ${MAX_QUERY_LENGTH} characters`, MAX_QUERY_LENGTH);
  }
  refuseMetricSearch(text);
  return translate(parseExpression(text));
}
