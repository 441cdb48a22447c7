import { LogqlSyntaxError } from '../errors.js';

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

/** Escapes that give a number: how many digits, in which base, and whether it is a byte or a code point. */
const NUMERIC_ESCAPES: Readonly<Record<string, { digits: number; base: number; byte: boolean }>> = {
  x: { digits: 2, base: 16, byte: true },
  u: { digits: 4, base: 16, byte: false },
  U: { digits: 8, base: 16, byte: false },
};

export interface StringLiteral {
  readonly value: string;
  /** Offset after the closing quote. */
  readonly end: number;
}

/**
 * Reads the string that starts at `start`: `"…"` with Go's escapes, or `` `…` `` verbatim.
 *
 * @throws LogqlSyntaxError when it does not end, or holds an unknown escape or bytes that are not UTF-8
 * @see https://go.dev/ref/spec#String_literals
 */
export function readString(text: string, start: number): StringLiteral {
  return text[start] === '`' ? readRaw(text, start) : readQuoted(text, start);
}

function readRaw(text: string, start: number): StringLiteral {
  const end = text.indexOf('`', start + 1);
  if (end < 0) throw new LogqlSyntaxError('This string has no closing backtick', start, 'a closing "`"');
  // Go drops carriage returns from raw strings.
  return { value: text.slice(start + 1, end).replaceAll('\r', ''), end: end + 1 };
}

function readQuoted(text: string, start: number): StringLiteral {
  const parts: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length === 0) return;
    parts.push(decodeUtf8(bytes, start));
    bytes = [];
  };
  let at = start + 1;
  let literalFrom = at;
  const flushLiteral = (): void => {
    if (at > literalFrom) {
      flush();
      parts.push(text.slice(literalFrom, at));
    }
  };
  for (;;) {
    const char = text[at];
    if (char === undefined || char === '\n') {
      throw new LogqlSyntaxError('This string has no closing quote', start, 'a closing "\\""');
    }
    if (char === '"') {
      flushLiteral();
      flush();
      return { value: parts.join(''), end: at + 1 };
    }
    if (char !== '\\') {
      at++;
      continue;
    }
    flushLiteral();
    const escaped = readEscape(text, at);
    if (escaped.byte) bytes.push(escaped.code);
    else {
      flush();
      parts.push(String.fromCodePoint(escaped.code));
    }
    at = escaped.end;
    literalFrom = at;
  }
}

function readEscape(text: string, at: number): { code: number; byte: boolean; end: number } {
  const letter = text[at + 1] ?? '';
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) return { code: simple, byte: false, end: at + 2 };
  const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) return { code: Number.parseInt(octal, 8), byte: true, end: at + 4 };
  const numeric = NUMERIC_ESCAPES[letter];
  if (numeric !== undefined) {
    const digits = text.slice(at + 2, at + 2 + numeric.digits);
    const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === numeric.digits ? Number.parseInt(digits, 16) : -1;
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code >= 0 && code <= 0x10ffff && !surrogate) return { code, byte: numeric.byte, end: at + 2 + numeric.digits };
  }
  throw new LogqlSyntaxError(
    `Unknown escape "\\${letter}" in a string; double the backslash, or write the string in backticks`,
    at,
    'one of \\\\ \\" \\n \\t \\r \\xhh \\uhhhh',
  );
}

function decodeUtf8(bytes: readonly number[], start: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw new LogqlSyntaxError('The \\x escapes of this string are not valid UTF-8', start);
  }
}
