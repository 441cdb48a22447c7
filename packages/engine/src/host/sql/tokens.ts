/** One lexical unit of ClickHouse SQL; comments and white space are left out. */
export interface Token {
  readonly kind: 'word' | 'identifier' | 'string' | 'number' | 'symbol';
  /** As written, except that a quoted identifier comes without its quotes. */
  readonly text: string;
  /** Index of its first character in the statement. */
  readonly start: number;
  /** Index after its last character. */
  readonly end: number;
  /** How many parentheses, brackets and braces are open around it. */
  readonly depth: number;
}

const SPACE = /\s/;
const WORD_START = /[A-Za-z_]/;
const WORD = /[A-Za-z0-9_]/;
const NUMBER = /[0-9A-Za-z_.]/;
const HEREDOC = /\$[A-Za-z0-9_]*\$/y;

/**
 * Splits a statement into tokens as ClickHouse's lexer does (https://clickhouse.com/docs/sql-reference/syntax), in one pass.
 * Never throws: an unterminated string or comment ends with the text, and the engine reports it.
 */
export function* tokenize(sql: string): Generator<Token> {
  let depth = 0;
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const char = sql.charAt(at);
    if (SPACE.test(char)) {
      at += 1;
    } else if (isLineComment(sql, at)) {
      at = indexOrEnd(sql, '\n', at);
    } else if (sql.startsWith('/*', at)) {
      const close = sql.indexOf('*/', at + 2);
      at = close < 0 ? sql.length : close + 2;
    } else if (char === "'" || char === '`' || char === '"') {
      at = endOfQuoted(sql, at);
      yield char === "'"
        ? { kind: 'string', text: sql.slice(start, at), start, end: at, depth }
        : { kind: 'identifier', text: sql.slice(start + 1, at - 1), start, end: at, depth };
    } else if (char === '$' && heredocEnd(sql, at) > at) {
      at = heredocEnd(sql, at);
      yield { kind: 'string', text: sql.slice(start, at), start, end: at, depth };
    } else if (WORD_START.test(char)) {
      while (at < sql.length && WORD.test(sql.charAt(at))) at += 1;
      yield { kind: 'word', text: sql.slice(start, at), start, end: at, depth };
    } else if (char >= '0' && char <= '9') {
      while (at < sql.length && NUMBER.test(sql.charAt(at))) at += 1;
      yield { kind: 'number', text: sql.slice(start, at), start, end: at, depth };
    } else {
      at += 1;
      if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
      yield { kind: 'symbol', text: char, start, end: at, depth };
      if (char === '(' || char === '[' || char === '{') depth += 1;
    }
  }
}

function isLineComment(sql: string, at: number): boolean {
  return sql.startsWith('--', at) || sql.startsWith('# ', at) || sql.startsWith('#!', at);
}

function indexOrEnd(sql: string, text: string, from: number): number {
  const index = sql.indexOf(text, from);
  return index < 0 ? sql.length : index;
}

/** Index after a quoted text: a backslash escapes the next character, a doubled quote stands for itself. */
function endOfQuoted(sql: string, start: number): number {
  const quote = sql.charAt(start);
  let at = start + 1;
  while (at < sql.length) {
    const char = sql.charAt(at);
    if (char === '\\') at += 2;
    else if (char !== quote) at += 1;
    else if (sql.charAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

function heredocEnd(sql: string, start: number): number {
  HEREDOC.lastIndex = start;
  const tag = HEREDOC.exec(sql)?.[0];
  if (tag === undefined) return start;
  const close = sql.indexOf(tag, start + tag.length);
  return close < 0 ? start : close + tag.length;
}
