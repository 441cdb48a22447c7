import { HighlightStyle, StreamLanguage, type StreamParser, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

interface State {
  /** Undecided until the first character that is not blank. */
  logql?: boolean;
  /** A plain search has just read `field:`, so its value follows. */
  value: boolean;
}

const STRING = /^(?:"(?:[^"\\]|\\.)*"?|`[^`]*`?)/;
const KEYWORDS =
  /^(?:json|logfmt|unpack|pattern|regexp|line_format|label_format|decolorize|drop|keep|unwrap|by|without|and|or|unless|on|ignoring|offset|bool)\b/;
const FUNCTIONS =
  /^(?:sum|avg|min|max|count|topk|bottomk|stddev|stdvar|sort|sort_desc|rate|rate_counter|bytes_rate|count_over_time|bytes_over_time|sum_over_time|avg_over_time|min_over_time|max_over_time|first_over_time|last_over_time|quantile_over_time|absent_over_time|ip|duration|bytes|label_replace|vector)(?=\s*\()/;

type Stream = Parameters<StreamParser<State>['token']>[0];

function logqlToken(stream: Stream): string | null {
  if (stream.match(STRING)) return 'string';
  if (stream.match(/^(?:\|=|\|~|\|>|!=|!~|!>|=~|==|>=|<=|[=<>|+\-*/%^])/)) return 'operator';
  if (stream.match(/^[{}()[\],]/)) return 'bracket';
  if (stream.match(/^\d+(?:\.\d+)?(?:ns|us|µs|ms|[smhdwy]|[KMGT]i?B)?\b/)) return 'number';
  if (stream.match(KEYWORDS) || stream.match(FUNCTIONS)) return 'keyword';
  if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName';
  stream.next();
  return null;
}

function plainToken(stream: Stream, state: State): string | null {
  if (state.value) {
    state.value = false;
    if (stream.match(STRING) || stream.match(/^[^\s"]+/)) return 'string';
  }
  if (stream.match(/^-(?=\S)/)) return 'operator';
  if (stream.match(/^[A-Za-z_]\w*:/)) {
    state.value = true;
    return 'propertyName';
  }
  if (stream.match(STRING)) return 'string';
  if (stream.match(/^(?:OR|AND|NOT)\b/)) return 'keyword';
  if (stream.match(/^\S+/)) return null;
  stream.next();
  return null;
}

const language = StreamLanguage.define<State>({
  name: 'heartwood-search',
  startState: () => ({ value: false }),
  token(stream, state) {
    if (stream.eatSpace()) return null;
    state.logql ??= stream.peek() === '{';
    return state.logql ? logqlToken(stream) : plainToken(stream, state);
  },
});

const style = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--hw-code-field)' },
  { tag: tags.string, color: 'var(--hw-code-string)' },
  { tag: tags.operator, color: 'var(--hw-code-operator)' },
  { tag: tags.keyword, color: 'var(--hw-code-operator)', fontWeight: '600' },
  { tag: tags.number, color: 'var(--hw-code-number)' },
  { tag: tags.bracket, color: 'var(--hw-ink-faint)' },
]);

/** Highlighting of both notations of the query box: LogQL when the text opens with a brace, a plain search otherwise. */
export const queryLanguage: Extension = [language, syntaxHighlighting(style)];
