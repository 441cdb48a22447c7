import { randomBytes } from 'node:crypto';

/** Random bytes drawn at once; a request takes up to 40 of them. */
const POOL_BYTES = 4_096;

let pool = '';
let used = 0;

/**
 * Random hexadecimal digits, out of a pool as node:crypto keeps one for its UUIDs: a slice instead of a call for random bytes. Never all zeros, which W3C Trace Context forbids (level 1, section 3.2.2).
 *
 * @param length at most 64
 */
export function randomHex(length: number): string {
  if (used + length > pool.length) {
    pool = randomBytes(POOL_BYTES).toString('hex');
    used = 0;
  }
  const digits = pool.slice(used, used + length);
  used += length;
  return /[1-9a-f]/.test(digits) ? digits : randomHex(length);
}

/** A UUID of version 4: 122 random bits (RFC 9562, section 5.4). */
export function randomUuid(): string {
  const digits = randomHex(32);
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) & 3];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}
