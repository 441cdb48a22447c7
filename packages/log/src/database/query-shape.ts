import { createHash } from 'node:crypto';

/** Which rules for literals and comments hold. */
export type Dialect = 'postgresql' | 'mysql' | 'sqlite';

/** A statement without its values. */
export interface QueryShape {
  readonly query: string;
  /** Hash of it, 16 hex digits. */
  readonly query_id: string;
  /** Its first word, in lower case. */
  readonly operation: string;
}

/** Code units of a statement that are looked at; what comes after is cut off. */
const MAX_STATEMENT = 20_000;
/** Code units of a shape that are written. */
const MAX_SHAPE = 2_000;

const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const PARAMETER = /\$\d+|\?|:[\p{L}_][\p{L}\p{N}_]*/uy;

/**
 * The shape of an SQL statement: literals and parameters become `?`, lists of them `(?, …)`, comments go, white space is
 * evened. One pass, linear in the length. Whatever is not closed counts as a literal to its end, so that a cut statement leaks
 * nothing.
 *
 * @example queryShape("SELECT * FROM users WHERE email = 'a@b.example' AND id IN (1, 2, 3)", 'postgresql').query
 *          // 'SELECT * FROM users WHERE email = ? AND id IN (?, …)'
 */
export function queryShape(sql: string, dialect: Dialect): QueryShape {
  const statement = shortened(withoutLiterals(sql.slice(0, MAX_STATEMENT), dialect)).slice(0, MAX_SHAPE);
  return {
    query: statement,
    query_id: createHash('sha256').update(statement).digest('hex').slice(0, 16),
    operation: /[a-z]+/i.exec(statement)?.[0].toLowerCase() ?? 'statement',
  };
}

function withoutLiterals(sql: string, dialect: Dialect): string {
  let shape = '';
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0];
  };
  while (at < sql.length) {
    const char = sql.charAt(at);
    const comment = endOfComment(sql, at, dialect);
    if (comment > at) {
      shape += ' ';
      at = comment;
    } else if (char === "'" || (char === '"' && dialect === 'mysql')) {
      const escapes = dialect === 'mysql' || /(?:^|[^\p{L}\p{N}_])[eE]$/u.test(shape.slice(-2));
      // E'…', B'…', X'…', N'…': the letter belongs to the literal.
      shape = `${shape.replace(/(^|[^\p{L}\p{N}_])[eEbBxXnN]$/u, '$1')}?`;
      at = endOfQuoted(sql, at, char, escapes);
    } else if (char === '"' || char === '`') {
      const end = endOfQuoted(sql, at, char, false);
      // A name that is not closed may be anything.
      shape += sql.charAt(end - 1) === char && end > at + 1 ? sql.slice(at, end) : '?';
      at = end;
    } else if (char === '$' && dialect === 'postgresql' && match(DOLLAR_TAG)) {
      const tag = match(DOLLAR_TAG) ?? '';
      const close = sql.indexOf(tag, at + tag.length);
      shape += '?';
      at = close === -1 ? sql.length : close + tag.length;
    } else if (sql.startsWith('::', at)) {
      shape += '::';
      at += 2;
    } else {
      const word = match(WORD);
      const value = word === undefined ? (match(PARAMETER) ?? match(NUMBER)) : undefined;
      shape += word ?? (value === undefined ? char : '?');
      at += (word ?? value ?? char).length;
    }
  }
  return shape;
}

/** Where the comment that begins here ends; the same place when none begins. */
function endOfComment(sql: string, at: number, dialect: Dialect): number {
  const line = sql.startsWith('--', at) || (dialect === 'mysql' && sql.charAt(at) === '#');
  if (line) {
    const end = sql.indexOf('\n', at);
    return end === -1 ? sql.length : end;
  }
  if (!sql.startsWith('/*', at)) return at;
  // PostgreSQL's comments nest; the others end at the first end.
  let depth = 1;
  let end = at + 2;
  while (end < sql.length && depth > 0) {
    if (sql.startsWith('*/', end)) depth--;
    else if (dialect === 'postgresql' && sql.startsWith('/*', end)) depth++;
    else {
      end++;
      continue;
    }
    end += 2;
  }
  return end;
}

/** Behind the closing quote; a doubled quote does not close. */
function endOfQuoted(sql: string, start: number, quote: string, escapes: boolean): number {
  let at = start + 1;
  while (at < sql.length) {
    const char = sql.charAt(at);
    if (escapes && char === '\\') at += 2;
    else if (char !== quote) at++;
    else if (sql.charAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

/** Even white space; lists of values and rows of values as one. */
const shortened = (shape: string): string =>
  shape
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\( ?\?(?: ?, ?\?)+ ?\)/g, '(?, …)')
    .replace(/(\(\?(?:, …)?\))(?: ?, ?\(\?(?:, …)?\))+/g, '$1, …');
