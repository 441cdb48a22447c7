import { DIGIT, isDigitAt, isWordAt, KIND } from '../scan/char-kind.js';
import { quadEnd } from './ipv4.js';

/** A hexadecimal digit or a colon. */
const isHexColon = (unit: number): boolean =>
  unit === 0x3a || KIND[unit] === DIGIT || (unit >= 0x61 && unit <= 0x66) || (unit >= 0x41 && unit <= 0x46);

/** The longest text form: eight groups, or six and an IPv4 address. */
const MAX_IPV6 = 45;

/** A run of hexadecimal digits and colons. */
export interface HexColonRun {
  readonly start: number;
  readonly end: number;
  readonly colons: number;
  /** Whether two colons stand together, with a digit of the run beside them. */
  readonly isDouble: boolean;
}

/**
 * Whether a run may be worth a look: within the next five characters there is another colon, and a group of hexadecimal digits before it.
 * After a label (`addr:2001:…`) that is so too; after the colons of JSON and of a pair it is not.
 */
export function isHexPair(text: string, colon: number): boolean {
  const ceiling = Math.min(text.length, colon + 6);
  for (let index = colon + 1; index < ceiling; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x3a) return true;
    if (!isHexColon(unit)) return false;
  }
  return false;
}

/** The run around `colon`, the first of its colons. */
export function hexColonRun(text: string, colon: number, floor: number): HexColonRun {
  let start = colon;
  while (start > floor && isHexColon(text.charCodeAt(start - 1))) start--;
  let end = colon + 1;
  let colons = 1;
  let isDouble = false;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (!isHexColon(unit)) break;
    if (unit === 0x3a) {
      colons++;
      if (text.charCodeAt(end - 1) === 0x3a) isDouble = true;
    }
    end++;
  }
  return { start, end, colons, isDouble: isDouble && end - start > 2 };
}

/** Where an address lies, `end` exclusive. */
export interface Ipv6Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The IPv6 address (RFC 4291, section 2.2) in a run of hexadecimal digits and colons, which may go on as an IPv4 address. Without `::`
 * it has eight groups; with it at least one group and one digit, so that `a::b` of a program is none. A label with a colon before it
 * (`addr:2001:db8::1`, `IPv6:fe80::1`) and a port behind it without brackets (`fe80::1:2:3:4:44086`) are not parts of it; where a port
 * of four digits may as well be the last group, it is taken for one.
 */
export function ipv6At(text: string, runStart: number, runEnd: number): Ipv6Span | undefined {
  const start = afterLabel(text, runStart);
  if (start === undefined) return undefined;
  let end = runEnd;
  let run = text.slice(start, Math.min(end, start + MAX_IPV6 + MAX_PORT + 1));
  // A colon at the end belongs to the sentence: `from 2001:db8::1: refused`.
  if (run.endsWith(':') && !run.endsWith('::')) {
    run = run.slice(0, -1);
    end--;
  }
  if (run.length > MAX_IPV6 + MAX_PORT) return undefined;
  if (text.charCodeAt(end) === 0x2e && isDigitAt(text, end + 1)) return withQuad(text, start, run);
  if (isWordAt(text, end) || isShort(run)) return undefined;
  if (isIpv6Groups(run, 0, text.charCodeAt(end) === 0x2f && isDigitAt(text, end + 1))) return { start, end };
  const port = /:(\d{1,6})$/.exec(run)?.[1];
  if (port === undefined) return undefined;
  const length = run.length - port.length - 1;
  return isIpv6Groups(run.slice(0, length), 0) ? { start, end: start + length } : undefined;
}

/** The first group has one or two digits: nearly every pair of colons of a text that is no address, told without taking it apart. */
const isShort = (run: string): boolean => {
  const first = run.indexOf(':');
  return (first === 1 || first === 2) && !run.startsWith('64:') && run.charCodeAt(0) !== 0x30;
};

/** The longest port, or count, with its colon. */
const MAX_PORT = 7;

/** Where the address begins: behind the colon of a label. `undefined` in the middle of a word, as in `std::vector`. */
function afterLabel(text: string, start: number): number | undefined {
  const isWord = isWordAt(text, start - 1);
  if (text.charCodeAt(start) === 0x3a) {
    if (text.charCodeAt(start + 1) !== 0x3a) return start + 1;
    return isWord ? undefined : start;
  }
  if (!isWord) return start;
  // The label's last letters are hexadecimal digits, too: `IPv6:`, `source:`.
  for (let index = start; index < start + MAX_LABEL_END; index++) {
    if (text.charCodeAt(index) !== 0x3a) continue;
    return text.charCodeAt(index + 1) === 0x3a ? undefined : index + 1;
  }
  return undefined;
}

/** Letters of a label's end that may be taken for hexadecimal digits. */
const MAX_LABEL_END = 8;

function withQuad(text: string, start: number, run: string): Ipv6Span | undefined {
  const tail = run.lastIndexOf(':') + 1;
  const end = quadEnd(text, start + tail);
  if (end === 0 || isWordAt(text, end)) return undefined;
  const groups = run.slice(0, run.endsWith('::', tail) ? tail : tail - 1);
  return isIpv6Groups(groups, 2) ? { start, end } : undefined;
}

/** Groups from which a run with `::` is nothing but an address. */
const MANY_GROUPS = 5;

/**
 * The beginnings that IANA has given out, 2000::/3, unique local, link-local, the old site-local and multicast, and for special purposes 64:ff9b::/32,
 * 100::/64 and 5f00::/16; `448::` and `128::` of a text are none.
 *
 * @see https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml
 */
const ALLOCATED = /^(?:[23][\da-f]{3}|f[cdef][\da-f]{2}|64:ff9b|100|5f00):/i;

/**
 * @param more groups that an IPv4 address at the end stands for
 * @param isNetwork whether the length of a prefix follows
 */
function isIpv6Groups(run: string, more: number, isNetwork = false): boolean {
  const halves = run.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = groups.length + more;
  const [first = ''] = groups;
  if (halves.length === 1) {
    // Eight pairs of digits are a hardware address (EUI-64) or the beginning of a fingerprint, eight small numbers a list.
    return (
      count === 8 &&
      (more > 0 || first.length >= 3 || /^0+$/.test(first)) &&
      !groups.every((group) => group.length === 2)
    );
  }
  if (count === 0 || count > 7 || !(more > 0 || count > 2 || /\d/.test(run))) return false;
  // `16::9` is a ratio or a typing mistake; every prefix in use has three digits or more, NAT64 (64:ff9b::) aside.
  if (run.startsWith('::')) return count > 1 || run === '::1';
  return count >= MANY_GROUPS ? first.length >= 3 : ALLOCATED.test(run) || (isNetwork && first.length >= 3);
}

/** A hardware address: six pairs of hexadecimal digits. */
export const isMac = (run: string): boolean => /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/.test(run);
