import { LogqlUnsupportedError } from '../errors.js';

/** `rate(`, `sum by (`, `(topk without (`: how a function of a metric query begins. */
const FUNCTION = /^[\s(]*([A-Za-z_]\w*)\s*(?=\(|(?:by|without)\s*\()/;
/** `{}`, `{service=` or `{service!`: a selector, and not the object of `send({id: 5})`, which stands in log lines. */
const SELECTOR = /\{\s*(?:$|\}|[A-Za-z_]\w*\s*[=!])/y;
/** `[5m]`, `[1h30m]`, and what Grafana writes in its place: `[$__interval]`, `[$__auto]`. */
const RANGE = /\[\s*(?:(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|[smhdwy]))+|\$__\w+)\s*\]/;

/**
 * Refuses a search that is a metric query by its shape: a function with a stream selector in its parentheses. As words it would
 * be found nowhere. Quotes make it text.
 *
 * @throws LogqlUnsupportedError naming the outermost function
 * @see https://grafana.com/docs/loki/latest/query/metric_queries/
 */
export function refuseMetricSearch(text: string): void {
  const name = FUNCTION.exec(text)?.[1];
  if (name === undefined) return;
  const position = text.indexOf(name);
  let depth = 0;
  for (let at = position + name.length; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '"' || char === '`') {
      const end = text.indexOf(char, at + 1);
      if (end < 0) return;
      at = end;
    } else if (char === '{' && depth > 0 && startsSelector(text, at)) {
      throw new LogqlUnsupportedError(`metric query with ${name}()`, position);
    }
  }
}

function startsSelector(text: string, at: number): boolean {
  SELECTOR.lastIndex = at;
  return SELECTOR.test(text);
}

/**
 * Refuses a word that holds the range of a metric query.
 *
 * @param position of the word in the search
 * @throws LogqlUnsupportedError naming the range
 */
export function refuseRange(word: string, position: number): void {
  const range = RANGE.exec(word);
  if (range !== null) {
    throw new LogqlUnsupportedError(`range ${range[0]} of a metric query`, position + range.index);
  }
}
