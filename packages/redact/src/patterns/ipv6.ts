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

/**
 * Whether a run of hexadecimal digits and colons is an IPv6 address (RFC 4291, section 2.2), and where it ends: it may go on as
 * an IPv4 address. Without `::` it has eight groups; with it at least one group and one digit, so that `a::b` of a program is
 * none.
 *
 * @returns its end, 0 when there is none
 */
export function ipv6At(text: string, start: number, runEnd: number): number {
  if (isWordAt(text, start - 1)) return 0;
  let end = runEnd;
  let run = text.slice(start, Math.min(end, start + MAX_IPV6 + 1));
  // A colon at the end belongs to the sentence: `from 2001:db8::1: refused`.
  if (run.endsWith(':') && !run.endsWith('::')) {
    run = run.slice(0, -1);
    end--;
  }
  if (run.length > MAX_IPV6) return 0;
  const tail = run.lastIndexOf(':') + 1;
  let groupsOfQuad = 0;
  if (text.charCodeAt(end) === 0x2e && isDigitAt(text, end + 1)) {
    end = quadEnd(text, start + tail);
    if (end === 0) return 0;
    run = run.slice(0, tail);
    groupsOfQuad = 2;
    if (!run.endsWith('::')) run = run.slice(0, -1);
  }
  if (isWordAt(text, end)) return 0;
  return isIpv6Groups(run, groupsOfQuad) ? end : 0;
}

function isIpv6Groups(run: string, more: number): boolean {
  const halves = run.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = groups.length + more;
  // Eight pairs of digits are a hardware address (EUI-64) or the beginning of a fingerprint.
  if (halves.length === 1) return count === 8 && !groups.every((group) => group.length === 2);
  if (count === 0 || count > 7 || !(more > 0 || /\d/.test(run))) return false;
  // `16::9` is a ratio or a typing mistake; every prefix in use has three digits or more, NAT64 (64:ff9b::) aside.
  const [first = ''] = groups;
  return run.startsWith('::') ? count > 1 || run === '::1' : first.length >= 3 || run.startsWith('64:ff9b:');
}

/** A hardware address: six pairs of hexadecimal digits. */
export const isMac = (run: string): boolean => /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/.test(run);
