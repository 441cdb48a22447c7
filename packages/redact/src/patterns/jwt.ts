import { isWordAt } from '../scan/char-kind.js';
import { decodeBase64 } from './base64.js';

/** Longest header that is decoded, characters; real ones have 20 to 2,000. */
export const MAX_JWT_HEADER = 4_096;

/** The end of the run of base64url characters at `index`; at most `ceiling`. */
export function base64UrlEnd(text: string, index: number, ceiling = text.length): number {
  let end = index;
  while (end < ceiling && (isWordAt(text, end) || text.charCodeAt(end) === 0x2d)) end++;
  return end;
}

/**
 * A JSON Web Token (RFC 7519; signed or encrypted) whose header is the base64url run `start..headerEnd`: three to five parts, the
 * header a JSON object with `alg`.
 *
 * @returns its end, 0 when there is none
 */
export function jwtAt(text: string, start: number, headerEnd: number): number {
  if (headerEnd - start > MAX_JWT_HEADER || text.charCodeAt(headerEnd) !== 0x2e) return 0;
  if (!isHeader(text.slice(start, headerEnd))) return 0;
  let end = headerEnd;
  let parts = 1;
  while (parts < 5 && text.charCodeAt(end) === 0x2e) {
    const next = base64UrlEnd(text, end + 1);
    if (next === end + 1 && text.charCodeAt(next) !== 0x2e) {
      // An empty last part is what `alg: none` has for a signature; later it is the full stop of a sentence.
      return parts === 1 ? 0 : parts === 2 ? next : end;
    }
    end = next;
    parts++;
  }
  return parts > 1 ? end : 0;
}

function isHeader(base64: string): boolean {
  try {
    const header: unknown = JSON.parse(decodeBase64(base64) ?? '');
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    // Not JSON, so not a token's header: an answer, not a failure.
    return false;
  }
}
