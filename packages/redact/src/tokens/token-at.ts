import { DIGIT, KIND, LOWER as LOWER_CASE, UPPER as UPPER_CASE } from '../scan/char-kind.js';
import { entropy } from '../scan/entropy.js';
import { PROVIDER_TOKENS } from './provider-tokens.js';
import type { Alphabet, ProviderToken } from './token.js';
import { longestWordAt, type Trie, trieOf } from './trie.js';

/** Entropy below which a token's body is an example or a name, bits per character. */
const MIN_ENTROPY = 3;

/** Every prefix, with the token it belongs to. */
export const PREFIXES: readonly { readonly prefix: string; readonly token: ProviderToken }[] = PROVIDER_TOKENS.flatMap(
  (token) => token.prefixes.map((prefix) => ({ prefix, token })),
);

/** The tree of all prefixes. */
const PREFIX_TRIE: Trie = trieOf(PREFIXES.map(({ prefix }) => prefix));

/**
 * A provider's token at the beginning of a word: a known prefix, then enough characters of its alphabet, random enough.
 *
 * @returns its end, 0 when there is none
 */
export function tokenAt(text: string, start: number): number {
  const entry = PREFIXES[longestWordAt(PREFIX_TRIE, text, start)];
  if (entry === undefined) return 0;
  const { token } = entry;
  const body = start + entry.prefix.length;
  const letters = ALPHABETS[token.alphabet];
  const decidingEnd = runEnd(text, body, letters, DECIDING);
  const length = decidingEnd - body;
  if (length < token.min || length > (token.max ?? DECIDING)) return 0;
  // Where the alphabet ends in the middle of a word, it is another word.
  if (length < DECIDING && isIn(WORD, text, decidingEnd)) return 0;
  if (entropy(text, body, decidingEnd) < (token.entropy ?? MIN_ENTROPY)) return 0;
  const deciding = text.slice(body, decidingEnd);
  if (!IS_RANDOM.test(deciding) || (token.contains !== undefined && !deciding.includes(token.contains))) return 0;
  if (isInBase64(text, start)) return 0;
  let end = runEnd(text, decidingEnd, letters, Number.POSITIVE_INFINITY);
  // The alphabet's own marks at the very end belong to the sentence.
  while (text.charCodeAt(end - 1) === 0x2e || text.charCodeAt(end - 1) === 0x2d) end--;
  return end - body >= token.min ? end : 0;
}

/** A digit, or both cases, or capitals only (base32): `re_metal_standalone_cluster` is a name. */
const IS_RANDOM = /\d|[a-z].*[A-Z]|[A-Z].*[a-z]|^[^a-z]*$/;

/** Characters before a token that are looked at for base64. */
const BASE64_BEFORE = 24;
/** As many have to be there at least: behind a `+`, which hardly anything else has, and behind a `/` or `-`, which paths and names have as well. */
const MIN_BEFORE_PLUS = 8;

/**
 * In the middle of base64, where any letters may follow a `+`, a `/` or a `-`: what stands before it is of its alphabet, and capitals, small
 * letters and digits take turns every fourth character or more often.
 */
function isInBase64(text: string, start: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before !== 0x2b && before !== 0x2f && before !== 0x2d) return false;
  const floor = Math.max(0, start - BASE64_BEFORE);
  let turns = 0;
  let last = 0;
  let index = start - 1;
  for (; index >= floor; index--) {
    const unit = text.charCodeAt(index);
    const kind = (KIND[unit] ?? 0) & (LOWER_CASE | UPPER_CASE | DIGIT);
    if (kind === 0 && unit !== 0x2b && unit !== 0x2f && unit !== 0x2d && unit !== 0x5f) break;
    if (kind !== last) turns++;
    last = kind;
  }
  const length = start - 1 - index;
  return length >= (before === 0x2b ? MIN_BEFORE_PLUS : BASE64_BEFORE) && turns * 4 >= length;
}

/** How much of a body is looked at to decide; only an accepted token is read to its end, so that a refusal never costs more. */
const DECIDING = 256;

function runEnd(text: string, start: number, letters: Uint8Array, max: number): number {
  let end = start;
  while (end - start < max && isIn(letters, text, end)) end++;
  return end;
}

function isIn(letters: Uint8Array, text: string, index: number): boolean {
  const unit = index < text.length ? text.charCodeAt(index) : 128;
  return unit < 128 && letters[unit] === 1;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';

/** Units of each alphabet, 1 for those it has. */
const ALPHABETS: Readonly<Record<Alphabet, Uint8Array>> = {
  hex: unitsOf(`${DIGITS}abcdefABCDEF`),
  alphanumeric: unitsOf(UPPER + LOWER + DIGITS),
  capitals: unitsOf(UPPER + DIGITS),
  word: unitsOf(`${UPPER + LOWER + DIGITS}_`),
  base64url: unitsOf(`${UPPER + LOWER + DIGITS}_-`),
  dotted: unitsOf(`${UPPER + LOWER + DIGITS}_-.`),
  base64: unitsOf(`${UPPER + LOWER + DIGITS}+/=_-.`),
};

const WORD = ALPHABETS.word;

function unitsOf(characters: string): Uint8Array {
  const units = new Uint8Array(128);
  for (const character of characters) units[character.charCodeAt(0)] = 1;
  return units;
}
