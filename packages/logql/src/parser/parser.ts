import { LogqlSyntaxError } from '../errors.js';
import { tokenize } from '../lexer/lexer.js';
import { MAX_DEPTH } from '../limits.js';
import type { LogQuery, Stage } from '../syntax/query.js';
import { TokenCursor } from './cursor.js';
import { parseLabelFilter } from './label-filter.js';
import { parseLineFilter } from './line-filter.js';
import { parseSelector } from './selector.js';
import { refuseMetricQuery, refuseStage } from './unsupported.js';

/**
 * Parses a LogQL log query: a stream selector, line filters and label filters. Takes time linear in the text.
 *
 * @throws LogqlSyntaxError when the text is not LogQL, with the position and what was expected there
 * @throws LogqlUnsupportedError when it is LogQL that is not answered yet: parsers, formatting, metric queries, ip()
 * @example parseQuery('{service="shop"} |= "timeout" | duration_ms > 500').stages.length // 2
 * @see https://grafana.com/docs/loki/latest/query/log_queries/
 */
export function parseQuery(text: string): LogQuery {
  const cursor = new TokenCursor(tokenize(text));
  let open = 0;
  while (cursor.take('(')) {
    if (++open > MAX_DEPTH) {
      throw new LogqlSyntaxError(`Parentheses are nested more than ${MAX_DEPTH} deep`, cursor.peek().start);
    }
  }
  refuseMetricQuery(cursor);
  const selector = parseSelector(cursor);
  const stages = parsePipeline(cursor);
  refuseMetricQuery(cursor);
  for (; open > 0; open--) cursor.expectText(')', '")"');
  if (cursor.peek().kind !== 'end') throw cursor.expected('a filter such as |= "text" or | label="value"');
  return { kind: 'log-query', selector, stages };
}

function parsePipeline(cursor: TokenCursor): readonly Stage[] {
  const stages: Stage[] = [];
  for (;;) {
    const lineFilter = parseLineFilter(cursor);
    if (lineFilter !== undefined) {
      stages.push(lineFilter);
    } else if (cursor.take('|')) {
      refuseStage(cursor);
      stages.push(parseLabelFilter(cursor));
    } else {
      return stages;
    }
  }
}
