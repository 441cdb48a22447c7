import { createHmac } from 'node:crypto';
import type { Replace } from './scanner.js';

/** Pseudonyms remembered, so that a value that comes again and again costs one look. */
const MAX_REMEMBERED = 10_000;

/**
 * Makes keyed pseudonyms for rules of mode `tokenise`: the same value gives the same token, so that entries can still be joined, and
 * without the key nobody can try out all card numbers until one fits, as with a plain hash. Separators and case do not count:
 * `4111 1111…` and `4111-1111…` are one card. (A secret's own hyphens go too: still one token for one secret.)
 *
 * @param options.key at least 16 bytes, kept like a password; whoever has it can test guesses
 * @param options.length hexadecimal digits of a token; default 16 (64 bits)
 * @throws RangeError when the key is shorter than 16 bytes
 * @example
 * const scanner = createScanner({ rules: { email: 'tokenise' }, tokenise: hmacTokens({ key: process.env.LOG_TOKEN_KEY }) });
 * scanner.text('mail to a@b.example'); // 'mail to [email:8c1f…]'
 */
export function hmacTokens(options: { key: string | Uint8Array; length?: number }): Replace {
  const { key, length = 16 } = options;
  const bytes = typeof key === 'string' ? Buffer.byteLength(key) : key.byteLength;
  if (bytes < 16)
    throw new RangeError(`the key has ${bytes} bytes; give at least 16 random ones, as from 'openssl rand -hex 32'`);
  const known = new Map<string, string>();
  return (found, rule) => {
    const value = `${rule}:${rule === 'email' ? found.toLowerCase() : found.replace(/%20|%C2%A0|[\s+.-]/g, '').toUpperCase()}`;
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    const token = `[${rule}:${createHmac('sha256', key).update(value).digest('hex').slice(0, length)}]`;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(value, token);
    return token;
  };
}
