import { complement, PERL_CLASSES } from './character-class.js';
import { RegexSyntaxError } from './error.js';
import type { Assertion, CodePointRanges } from './node.js';
import { unicodeRanges } from './unicode-class.js';

export type Escape = { readonly end: number } & (
  | { readonly kind: 'character'; readonly codePoint: number }
  | { readonly kind: 'class'; readonly ranges: CodePointRanges }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
);

const CHARACTERS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  b: 'word-boundary',
  B: 'not-word-boundary',
};

/** Reads the escape whose backslash is at `start`. */
export function readEscape(source: string, start: number): Escape {
  const letter = source[start + 1];
  if (letter === undefined) throw new RegexSyntaxError('a backslash at the end escapes nothing', start);
  const end = start + 2;
  const codePoint = CHARACTERS[letter];
  if (codePoint !== undefined) return { kind: 'character', codePoint, end };
  const assertion = ASSERTIONS[letter];
  if (assertion !== undefined) return { kind: 'assertion', assertion, end };
  const perl = PERL_CLASSES[letter.toLowerCase()];
  if (perl !== undefined && /[dswDSW]/.test(letter)) {
    return { kind: 'class', ranges: letter === letter.toLowerCase() ? perl : complement(perl), end };
  }
  if (letter === 'p' || letter === 'P') return { kind: 'class', ...readUnicodeClass(source, start) };
  const hexadecimal = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,8})\})/.exec(source.slice(start, start + 14));
  if (hexadecimal !== null) {
    const value = Number.parseInt(hexadecimal[1] ?? hexadecimal[2] ?? '', 16);
    if (value > 0x10ffff) throw new RegexSyntaxError('there is no such code point', start);
    return { kind: 'character', codePoint: value, end: start + hexadecimal[0].length };
  }
  // Octal: up to three digits after \0, and \123; a single \1 would be a back reference.
  const octal = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(source.slice(start, start + 4))?.[0];
  if (octal !== undefined) {
    return { kind: 'character', codePoint: Number.parseInt(octal.slice(1), 8), end: start + octal.length };
  }
  if (/[0-9]/.test(letter)) throw new RegexSyntaxError('back references do not exist in RE2', start);
  if (/[A-Za-z]/.test(letter) || letter.charCodeAt(0) >= 0x80) {
    throw new RegexSyntaxError(`there is no escape "\\${letter}"`, start);
  }
  return { kind: 'character', codePoint: letter.charCodeAt(0), end };
}

/** Reads `\pL`, `\p{Greek}`, `\P{Lu}` or `\p{^Lu}` at `start`. */
export function readUnicodeClass(source: string, start: number): { ranges: CodePointRanges; end: number } {
  const match = /^\\([pP])(?:([A-Z])|\{(\^?)([A-Za-z_]+)\})/.exec(source.slice(start, start + 64));
  const name = match?.[2] ?? match?.[4];
  const ranges = name === undefined ? undefined : unicodeRanges(name);
  if (match === null || ranges === undefined) {
    throw new RegexSyntaxError('this is not a Unicode class such as \\pL, \\p{Lu} or \\p{Greek}', start);
  }
  const negated = (match[1] === 'P') !== (match[3] === '^');
  return { ranges: negated ? complement(ranges) : ranges, end: start + match[0].length };
}
