import { isDigitAt, isWordAt, kindAt, LOWER, UPPER } from '../scan/char-kind.js';

/**
 * Whether digits that have the form of a card stand where an identifier, a quantity or a negative number stands. One in 30 random numbers of
 * 16 digits has that form, and one in 1,800 identifiers of 16 hexadecimal digits is such a number; only its surroundings tell.
 */
export const isIdentifier = (text: string, start: number, end: number): boolean =>
  isMarked(text, start) || isLedOn(text, end) || isNamedIdentifier(text, start) || isBesideAnother(text, start, end);

/** What comes before: a path (`/4111…`), a reference (`#4111…`), a mention (`@4111…`), a sign (`=-4111…`, ` +4111…`). */
function isMarked(text: string, start: number): boolean {
  switch (start > 0 ? text.charCodeAt(start - 1) : 0) {
    case 0x2f: // /
    case 0x23: // #
    case 0x40: // @
      return true;
    case 0x2d: // -
    case 0x2b: // +
      return start > 1 && /[\s=:(,[]/.test(text.charAt(start - 2));
    default:
      return false;
  }
}

/** What comes behind: more of a path (`4111…/items`), a host (`4111…@mx`), a unit (`4111… bytes`). */
function isLedOn(text: string, end: number): boolean {
  const after = end < text.length ? text.charCodeAt(end) : 0;
  if (after === 0x2f) return (kindAt(text, end + 1) & (LOWER | UPPER)) !== 0;
  if (after === 0x40) return isWordAt(text, end + 1);
  return (after === 0x20 || after === 0x25) && UNIT.test(text.slice(end, end + 16));
}

const UNIT =
  /^ ?(?:%|[kKMGTP]?i?[Bb]|ns|us|µs|ms|nanos\w*|micros\w*|millis\w*|sec\w*|bytes?|octets?|bits|rows|records|keys|entries|items|times|ticks|cycles|ops|requests|messages|events|lines|packets|objects|blocks|pages|Bytes|Octets|Zeilen|octetos|байт)(?![\w-])/;

/** A name in one piece that ends in the word: `msgid=`, `"deviceid":`, `Seriennummer:`. */
function isNamedIdentifier(text: string, start: number): boolean {
  if (!isAssigned(text, start)) return false;
  const name = NAME.exec(text.slice(Math.max(0, start - 48), start))?.[1]?.toLowerCase();
  if (name === undefined) return false;
  if (name.endsWith('id')) return !ADJECTIVE.test(name);
  return PLACE.test(name) || (NUMBER.test(name) && !PAYMENT.test(name));
}

/** Whether a `=` or `:` stands within the five characters before; a cheap test that most numbers do not pass. */
function isAssigned(text: string, start: number): boolean {
  for (let index = start - 1; index >= start - 5; index--) {
    const unit = text.charCodeAt(index);
    if (unit === 0x3d || unit === 0x3a) return true;
    if (isWordAt(text, index)) return false;
  }
  return false;
}

/** The name before `=` or `:`, quoted or not. */
const NAME = /([\p{L}_-]+)\\?["']?[ \t]?[=:][ \t]?\\?["'([]?$/u;
/** Where a page of a list begins or ends: `?after=`, `max_id=`. */
const PLACE = /^(?:after|before|since|until|next|prev|previous|first|last|start|end|marker)$/;
/** What ends in `id` and is no identifier's name. */
const ADJECTIVE = /(?:paid|valid|void|avoid|grid|rapid|solid|fluid|liquid|hybrid|android|aid|said|amid)$/;
const NUMBER = /[a-zéø](?:nummer|nr|numer|number|numéro|número)$/;
const PAYMENT = /card|kart|kort|kaart|carte|tarjeta|credit|kredit|credito|account|konto/;

/**
 * Right beside an identifier of 16 or 32 hexadecimal digits, as tracing libraries write a trace and its spans (`[shop,4bf9…,4111…,true]`,
 * `4bf9…:4111…:0:1`), or beside a decimal with five places or more: coordinates and measurements. Prices have fewer.
 */
const isBesideAnother = (text: string, start: number, end: number): boolean =>
  isOther(text.slice(neighbourStart(text, start), start), BEFORE) ||
  isOther(text.slice(end, neighbourEnd(text, end)), AFTER);

function isOther(neighbour: string, form: RegExp): boolean {
  const [, hexadecimal, decimal] = form.exec(neighbour) ?? [];
  return decimal !== undefined || (hexadecimal !== undefined && /[a-f]/.test(hexadecimal));
}

const BEFORE = /^(?:([\da-f]{16}|[\da-f]{32})[,:/|] ?|(-?\d+\.\d{5,})[,; \t]{1,2})$/;
const AFTER = /^(?:[,:/|] ?([\da-f]{16}|[\da-f]{32})|[,; \t]{1,2}(-?\d+\.\d{5,}))$/;

/** The longest neighbour, with what separates it, characters. */
const MAX_BESIDE = 36;

/** Where what stands before `start`, behind one or two separators, begins; `start` when nothing does. */
function neighbourStart(text: string, start: number): number {
  let index = start;
  while (start - index < 2 && isSeparatorAt(text, index - 1)) index--;
  if (index === start) return start;
  while (start - index < MAX_BESIDE && isNeighbourAt(text, index - 1)) index--;
  return index;
}

function neighbourEnd(text: string, end: number): number {
  let index = end;
  while (index - end < 2 && isSeparatorAt(text, index)) index++;
  if (index === end) return end;
  while (index - end < MAX_BESIDE && isNeighbourAt(text, index)) index++;
  return index;
}

/** `, : / | ;` and white space. */
function isSeparatorAt(text: string, index: number): boolean {
  const unit = index >= 0 && index < text.length ? text.charCodeAt(index) : 0;
  return (
    unit === 0x2c || unit === 0x3a || unit === 0x2f || unit === 0x7c || unit === 0x3b || unit === 0x20 || unit === 0x09
  );
}

/** What identifiers and decimals have: word characters, full stop and hyphen. */
const isNeighbourAt = (text: string, index: number): boolean =>
  isWordAt(text, index) || text.charCodeAt(index) === 0x2e || text.charCodeAt(index) === 0x2d;

/**
 * Whether whole numbers stand before and behind a group of numbers, two of them at least, with a space between: a table or a tuple. The expiry
 * date and the security code that follow a card do not count.
 */
export function isAmongNumbers(text: string, start: number, end: number): boolean {
  let neighbours = 0;
  let index = start;
  while (neighbours < 2 && text.charCodeAt(index - 1) === 0x20) {
    const numberEnd = index - 1;
    let begin = numberEnd;
    while (numberEnd - begin <= MAX_NEIGHBOUR && isDigitAt(text, begin - 1)) begin--;
    if (!isWhole(text, begin, numberEnd) || (begin > 0 && text.charCodeAt(begin - 1) !== 0x20)) break;
    neighbours++;
    index = begin;
  }
  if (EXPIRY.test(text.slice(end, end + 9))) return neighbours > 1;
  index = end;
  while (neighbours < 2 && text.charCodeAt(index) === 0x20) {
    let numberEnd = index + 1;
    while (numberEnd - index <= MAX_NEIGHBOUR + 1 && isDigitAt(text, numberEnd)) numberEnd++;
    if (!isWhole(text, index + 1, numberEnd) || isWordAt(text, numberEnd)) break;
    neighbours++;
    index = numberEnd;
  }
  return neighbours > 1;
}

/** Digits of the longest number that counts as a neighbour. */
const MAX_NEIGHBOUR = 6;

const isWhole = (text: string, start: number, end: number): boolean =>
  end > start && end - start <= MAX_NEIGHBOUR && !isWordAt(text, end);

/** Month and year, as cards have them: `12/27`, `12 2027`, `1227`. */
const EXPIRY = /^ (?:(?:0[1-9]|1[0-2])[ /-]?|[1-9][ /-])(?:20)?[2-4]\d(?!\d)/;
