import { LogqlSyntaxError } from '../errors.js';
import { MAX_QUERY_LENGTH } from '../limits.js';
import { readNegativeDuration, readNumber } from './number-literal.js';
import { readString } from './string-literal.js';
import type { Token } from './token.js';

const IDENTIFIER = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const SPACE = /(?:\s|#[^\n]*)+/y;
const PUNCTUATION = /\|=|\|~|\|>|!=|!~|!>|=~|==|>=|<=|[{}(),.|=<>+\-*/%^]/y;

/**
 * Splits a query into tokens, ending with one of kind `end`. Linear in the length of the text.
 *
 * @throws LogqlSyntaxError at the first character that starts no token
 */
export function tokenize(text: string): readonly Token[] {
  if (text.length > MAX_QUERY_LENGTH) {
    throw new LogqlSyntaxError(
      `The query has ${text.length} characters; at most ${MAX_QUERY_LENGTH} are accepted`,
      MAX_QUERY_LENGTH,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    const token = readToken(text, at);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    at = token.end;
  }
}

function readToken(text: string, start: number): Token {
  const char = text[start];
  if (char === undefined) return { kind: 'end', text: '', start, end: start };
  if (char === '"' || char === '`') {
    const { value, end } = readString(text, start);
    return { kind: 'string', value, text: text.slice(start, end), start, end };
  }
  if (char === '[') return readRange(text, start);
  const number = /[0-9.]/.test(char)
    ? readNumber(text, start)
    : char === '-'
      ? readNegativeDuration(text, start)
      : undefined;
  if (number !== undefined) return number;
  for (const [kind, pattern] of [
    ['identifier', IDENTIFIER],
    ['punctuation', PUNCTUATION],
  ] as const) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, start, end: start + found.length };
  }
  if (char === "'") throw new LogqlSyntaxError('Strings are written in double quotes or backticks', start, 'a string');
  const symbol = String.fromCodePoint(text.codePointAt(start) ?? 0);
  throw new LogqlSyntaxError(`${JSON.stringify(symbol)} means nothing in a query`, start);
}

/** `[5m]`, the range of a metric query. */
function readRange(text: string, start: number): Token {
  const end = text.indexOf(']', start);
  if (end < 0) throw new LogqlSyntaxError('This range has no closing bracket', start, 'a closing "]"');
  return { kind: 'range', text: text.slice(start, end + 1), start, end: end + 1 };
}
