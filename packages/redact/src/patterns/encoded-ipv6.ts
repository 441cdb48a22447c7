import { DIGIT, isWordAt, KIND } from '../scan/char-kind.js';
import { type Ipv6Span, ipv6At } from './ipv6.js';

/** Colons of an address without two together: seven, six before an IPv4 address. */
const MIN_COLONS = 6;
/** Longest address with a port behind it, decoded, characters. */
const MAX_DECODED = 60;
/** What follows may be an IPv4 address or a zone; so much of it is looked at, characters. */
const MAX_TAIL = 20;

/**
 * An IPv6 address as URLs write it: `2001%3Adb8%3A%3A1`, also in brackets, `%5B…%5D`.
 *
 * @param percent index of the first `%3A`
 * @param floor nothing before it belongs to the address
 */
export function encodedIpv6At(text: string, percent: number, floor: number): Ipv6Span | undefined {
  const start = groupStart(text, percent, floor);
  if (start === undefined) return undefined;
  let decoded = text.slice(start, percent);
  let index = percent;
  let colons = 0;
  while (decoded.length < MAX_DECODED) {
    if (isColonAt(text, index)) {
      decoded += ':';
      colons++;
      index += 3;
    } else if (isHexAt(text, index)) decoded += text.charAt(index++);
    else break;
  }
  if (colons < 2 || (colons < MIN_COLONS && !decoded.includes('::'))) return undefined;
  // Letters before it are the end of a word: `std%3A%3Abegin`.
  const isWord = isWordAt(text, start - 1) && text.charCodeAt(start - 3) !== 0x25;
  const before = decoded.startsWith(':') && isWord ? 'x' : ' ';
  const run = ipv6At(before + decoded + text.slice(index, index + MAX_TAIL), 1, 1 + decoded.length);
  if (run === undefined) return undefined;
  const position = (at: number): number => {
    const within = decoded.slice(0, at - 1);
    return start + at - 1 + 2 * (within.split(':').length - 1);
  };
  return { start: position(run.start), end: position(run.end) };
}

/**
 * Where the group of hexadecimal digits before the first colon begins: behind an escape (`%5B2001%3A…`) or anything that is no letter.
 * `undefined` in the middle of a word, and where groups and colons go on before it.
 */
function groupStart(text: string, percent: number, floor: number): number | undefined {
  let start = percent;
  while (start > floor && percent - start < 7 && isHexAt(text, start - 1)) start--;
  if (start === percent) return start;
  if (text.charCodeAt(start - 1) === 0x25 && percent - start >= 2) {
    if (isColonAt(text, start - 1) && isHexAt(text, start - 2)) return undefined;
    return start + 2;
  }
  return percent - start > 4 || isWordAt(text, start - 1) ? undefined : start;
}

/** `%3A`, a colon. */
const isColonAt = (text: string, index: number): boolean =>
  text.charCodeAt(index) === 0x25 &&
  text.charCodeAt(index + 1) === 0x33 &&
  (text.charCodeAt(index + 2) | 0x20) === 0x61;

function isHexAt(text: string, index: number): boolean {
  const unit = index >= 0 && index < text.length ? text.charCodeAt(index) : 0;
  return KIND[unit] === DIGIT || (unit >= 0x61 && unit <= 0x66) || (unit >= 0x41 && unit <= 0x46);
}
