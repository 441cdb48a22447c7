import { digitsEnd, isWordAt } from '../scan/char-kind.js';
import { verdictBefore } from '../scan/context.js';
import { passesLuhn } from '../scan/luhn.js';
import { sameSeparator, separatorAt } from '../scan/separator.js';
import { isIssued } from './card-issuers.js';
import { CARD_LABELS } from './card-labels.js';
import { isAmongNumbers, isIdentifier } from './card-surroundings.js';

/** Digits of a card number (ISO/IEC 7812-1; 12 is the shortest Maestro). */
const MIN_DIGITS = 12;
const MAX_DIGITS = 19;

/** The groups of Visa's old 13 digits. */
const OLD_VISA: readonly number[] = [4, 4, 5];
const OLD_VISA_IN_FOURS: readonly number[] = [4, 4, 4, 1];

/** The groups cards are printed in. */
const GROUPINGS: readonly (readonly number[])[] = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
  OLD_VISA,
  OLD_VISA_IN_FOURS,
  [6, 13],
  [8, 8],
];

/**
 * A card number at the digits `start..end`: 12 to 19 digits, together or in the usual groups, with an issuer's prefix and a
 * valid Luhn digit; not inside a longer number, a decimal, a UUID or a row of numbers, and not labelled as something else.
 *
 * @returns the end of the number, 0 when there is none
 */
export function cardAt(text: string, start: number, end: number, hint: string): number {
  const length = end - start;
  if (length >= MIN_DIGITS) return length <= MAX_DIGITS ? compactCard(text, start, end, hint) : 0;
  if (length !== 4 && length !== 6 && length !== 8) return 0;
  const separator = separatorAt(text, end);
  if (separator === 0) return 0;
  const second = digitsEnd(text, end + separator, MAX_DIGITS) - end - separator;
  for (const grouping of GROUPINGS) {
    if (grouping[0] !== length || grouping[1] !== second || !startsFree(text, start)) continue;
    const groupedEnd = groupedCard(text, start, grouping);
    if (groupedEnd === 0) continue;
    const verdict = verdictBefore(text, start, hint, CARD_LABELS);
    if (verdict === 'against') return 0;
    return verdict === 'for' || isCardByGroups(text, start, groupedEnd, grouping) ? groupedEnd : 0;
  }
  return 0;
}

/** Whether groups without a card word before them are one: not the 13 digits of cards of the last century, and not numbers in a row. */
const isCardByGroups = (text: string, start: number, end: number, grouping: readonly number[]): boolean =>
  grouping !== OLD_VISA && grouping !== OLD_VISA_IN_FOURS && !isAmongNumbers(text, start, end);

function compactCard(text: string, start: number, end: number, hint: string): number {
  if (!startsFree(text, start) || !endsFree(text, end)) return 0;
  const digits = text.slice(start, end);
  if (!isIssued(digits) || !passesLuhn(digits) || isUniform(digits)) return 0;
  const verdict = verdictBefore(text, start, hint, CARD_LABELS);
  if (verdict === 'against') return 0;
  // Lengths that identifiers, bar codes and 64-bit numbers have as well need a label to be believed.
  return verdict === 'for' || (hasUsualLength(digits) && !isIdentifier(text, start, end)) ? end : 0;
}

/** 16 digits, and the 14 of Diners and the 15 of American Express and JCB, which begin with 1, 2 or 3. */
const hasUsualLength = (digits: string): boolean =>
  digits.length === 16 || ((digits.length === 14 || digits.length === 15) && digits.charCodeAt(0) < 0x34);

function groupedCard(text: string, start: number, grouping: readonly number[]): number {
  let digits = '';
  let index = start;
  let first = 0;
  for (const [position, size] of grouping.entries()) {
    if (position > 0) {
      const separator = separatorAt(text, index);
      if (separator === 0 || (first > 0 && !sameSeparator(text, first, index))) return 0;
      if (first === 0) first = index;
      index += separator;
    }
    const end = digitsEnd(text, index, size + 1);
    if (end - index !== size) return 0;
    digits += text.slice(index, end);
    index = end;
  }
  if (isWordAt(text, index) || !isIssued(digits) || !passesLuhn(digits) || isUniform(digits)) return 0;
  return isInRow(text, start, index, first) ? 0 : index;
}

/** Whether groups of the same kind go on before or after: then it is a table, a hex dump or a longer identifier. */
function isInRow(text: string, start: number, end: number, separator: number): boolean {
  const unit = text.charCodeAt(separator);
  let neighbours = 0;
  let index = end;
  while (neighbours < 2 && text.charCodeAt(index) === unit) {
    const size = groupSize(text, index + 1, 1);
    if (size === 0) break;
    neighbours++;
    index += size + 1;
  }
  index = start;
  while (neighbours < 2 && index > 0 && text.charCodeAt(index - 1) === unit) {
    const size = groupSize(text, index - 2, -1);
    if (size === 0) break;
    neighbours++;
    index -= size + 1;
  }
  // A space also stands between a card and an expiry year; a hyphen does not.
  return neighbours >= (unit === 0x2d || unit === 0x2e ? 1 : 2);
}

/** The size of the group of four or five hexadecimal digits that begins at `index` and goes forwards or backwards; else 0. */
function groupSize(text: string, index: number, step: 1 | -1): number {
  let size = 0;
  while (size < 6 && isHexAt(text, index + size * step)) size++;
  return (size === 4 || size === 5) && !isWordAt(text, index + size * step) ? size : 0;
}

const isHexAt = (text: string, index: number): boolean => /[0-9A-Fa-f]/.test(text.charAt(index));

/** `0000 0000 0000 0000` is no card: all digits the same. */
const isUniform = (digits: string): boolean => /^(\d)\1+$/.test(digits);

/** Nothing before that makes the digits a part of something longer. */
function startsFree(text: string, start: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  switch (before) {
    case 0x2e: // the digits after a decimal point, also without a nought before it: `.6335478258136937`
      return false;
    case 0x2d: // - : after a digit or a hexadecimal group it is a UUID or the like, after a word a label
      return !isWordAt(text, start - 2) || isLabelDash(text, start - 1);
    default:
      return true;
  }
}

/** `card-4111…`, `visa-4111…`: the word before the hyphen has no digit and stands alone. */
function isLabelDash(text: string, dash: number): boolean {
  const word = /(?:^|[^A-Za-z0-9_-])([A-Za-z]{3,12})$/.exec(text.slice(Math.max(0, dash - 14), dash))?.[1];
  return word !== undefined && CARD_LABELS.for.has(word.toLowerCase());
}

function endsFree(text: string, end: number): boolean {
  const after = end < text.length ? text.charCodeAt(end) : 0;
  if (after === 0x2e || after === 0x2d || after === 0x3a) return !isWordAt(text, end + 1);
  return true;
}
