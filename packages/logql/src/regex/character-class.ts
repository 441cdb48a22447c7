import type { CodePointRanges } from './node.js';

const LAST_CODE_POINT = 0x10ffff;

const range = (first: string, last: string): readonly [number, number] => [first.charCodeAt(0), last.charCodeAt(0)];

const DIGIT: CodePointRanges = [range('0', '9')];
const UPPER: CodePointRanges = [range('A', 'Z')];
const LOWER: CodePointRanges = [range('a', 'z')];
const WORD: CodePointRanges = [...DIGIT, ...UPPER, range('_', '_'), ...LOWER];
/** Perl's `\s` as RE2 has it: without the vertical tab. */
const SPACE: CodePointRanges = [
  [9, 10],
  [12, 13],
  [32, 32],
];

/** `\d \s \w`; the upper-case letter is the complement. ASCII only, unlike JavaScript's `\s`. */
export const PERL_CLASSES: Readonly<Record<string, CodePointRanges>> = { d: DIGIT, s: SPACE, w: WORD };

/** `[[:alpha:]]` and its kind. */
export const POSIX_CLASSES: Readonly<Record<string, CodePointRanges>> = {
  alnum: [...DIGIT, ...UPPER, ...LOWER],
  alpha: [...UPPER, ...LOWER],
  ascii: [[0, 0x7f]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGIT,
  graph: [[0x21, 0x7e]],
  lower: LOWER,
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGIT, range('A', 'F'), range('a', 'f')],
};

/** Sorts and merges. */
export function normalize(ranges: CodePointRanges): CodePointRanges {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** Everything outside `ranges`. */
export function complement(ranges: CodePointRanges): CodePointRanges {
  const result: [number, number][] = [];
  let next = 0;
  for (const [first, last] of normalize(ranges)) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) result.push([next, LAST_CODE_POINT]);
  return result;
}

/** Binary search. */
export function contains(ranges: CodePointRanges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, -1];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}
