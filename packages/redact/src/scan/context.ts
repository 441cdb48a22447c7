import { DIGIT, KIND, LOWER, UPPER } from './char-kind.js';

/**
 * How far before a candidate its label is looked for, in characters. 30 is what Datadog's scanner uses for its keyword
 * dictionaries; ten more because ours are whole words of several languages.
 */
export const CONTEXT_LENGTH = 40;

/** A set of words written one after the other, separated by white space. */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** What a label says about the candidate that follows it. */
export type Verdict = 'for' | 'against' | undefined;

/** Words that decide about a candidate, lower-case. */
export interface ContextWords {
  readonly for: ReadonlySet<string>;
  readonly against: ReadonlySet<string>;
  /** Words passed over on the way to the one that decides: `number`, `is`, `the`. With none given every unknown word is. */
  readonly fillers?: ReadonlySet<string>;
}

/**
 * The verdict of the nearest deciding word before a candidate. The text is read backwards, at most {@link CONTEXT_LENGTH}
 * characters, word by word (camelCase and snake_case are split), and not beyond `, ; | & { } <` or the end of a line, where
 * another value's label would begin. When the text begins before that, `hint` – the name of the field the text stands in – is
 * read on.
 *
 * @param reach how far back is read, characters; default {@link CONTEXT_LENGTH}
 * @example verdictBefore('card number 4111…', 12, '', words) // 'for'
 */
export function verdictBefore(
  text: string,
  start: number,
  hint: string,
  words: ContextWords,
  reach = CONTEXT_LENGTH,
): Verdict {
  const floor = Math.max(0, start - reach);
  const here = walk(text, start, floor, words);
  if (here !== 'through') return here;
  if (floor > 0 || hint === '') return undefined;
  const fromHint = walk(hint, hint.length, Math.max(0, hint.length - CONTEXT_LENGTH), words);
  return fromHint === 'through' ? undefined : fromHint;
}

/** `through` when the floor was reached and nothing had decided. */
function walk(text: string, start: number, floor: number, words: ContextWords): Verdict | 'through' {
  let index = start;
  while (index > floor) {
    const unit = text.charCodeAt(index - 1);
    if (isLetter(unit)) {
      const end = index;
      index = wordStart(text, end, floor);
      const word = text.slice(index, end).toLowerCase();
      if (words.for.has(word)) return 'for';
      if (words.against.has(word)) return 'against';
      if (words.fillers !== undefined && word.length > 1 && !words.fillers.has(word)) return undefined;
    } else if (isBorder(text, index - 1, unit)) return undefined;
    else if (words.fillers !== undefined && KIND[unit] === DIGIT) return undefined;
    else index--;
  }
  return 'through';
}

/** Letters of any script count, so that `número` is one word. */
const isLetter = (unit: number): boolean => ((KIND[unit] ?? 0) & (LOWER | UPPER)) !== 0 || unit >= 0xc0;

/** Where the last word before `end` begins: at a capital after a small letter too. */
function wordStart(text: string, end: number, floor: number): number {
  let index = end - 1;
  while (index > floor) {
    const before = text.charCodeAt(index - 1);
    if (!isLetter(before)) break;
    if (KIND[text.charCodeAt(index)] === UPPER && KIND[before] === LOWER) break;
    index--;
  }
  return index;
}

const BORDERS = new Set([...',;|&{}<\n\r'].map((character) => character.charCodeAt(0)));

/** A full stop is one before white space, unless it ends an abbreviation: `no. 4111`, `Nr. 4111`. */
function isBorder(text: string, index: number, unit: number): boolean {
  if (BORDERS.has(unit)) return true;
  if (unit !== 0x2e || text.charCodeAt(index + 1) > 0x20) return false;
  return !/(?:^|[^A-Za-z])[A-Za-z]{1,3}$/.test(text.slice(Math.max(0, index - 4), index));
}

/** Whether one of the phrases stands within {@link CONTEXT_LENGTH} characters before the candidate, or in the hint. */
export function isAnnounced(text: string, start: number, hint: string, phrases: RegExp): boolean {
  return phrases.test(spaced(text.slice(Math.max(0, start - CONTEXT_LENGTH), start))) || phrases.test(spaced(hint));
}

/** `nhsNumber`, `nhs_number` and `NHS-number` all become ` nhs number `. */
const spaced = (text: string): string =>
  ` ${text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}]+/gu, ' ')
    .toLowerCase()} `;
