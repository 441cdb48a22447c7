import { isWordAt } from '../scan/char-kind.js';
import { entropy } from '../scan/entropy.js';
import { decodeBase64 } from './base64.js';
import type { Span } from './email.js';
import { isPlaceholder } from './placeholder.js';

/** Authentication schemes whose credentials are one token (RFC 6750, RFC 7617, and what APIs made up). */
const SCHEMES = /^(?:bearer|basic|token|apikey|api-key|negotiate|ntlm|hmac|key|jwt|bot|splunk)[ \t]+/i;

/** Schemes whose credentials are parameters to the end of the value. */
const PARAMETER_SCHEMES = /^(?:digest|oauth|aws4-hmac-sha256|signature|hawk|mac)[ \t]+/i;

/** What may stand between a header's name and its value: `: `, `=`, `": "`, `', '`. */
const SEPARATOR = /^(?:\\?["'])?[ \t]*[:=,][ \t]*(?:\\?["'`])?/;

/** Longest head of a value that is looked at to find its scheme. */
const HEAD = 32;

/**
 * The credentials after the word `Authorization` that ends at `end`.
 *
 * @example credentialsAfter('Authorization: Bearer abcdef', 13) // the span of 'abcdef'
 */
export function credentialsAfter(text: string, end: number): Span | undefined {
  const separator = SEPARATOR.exec(text.slice(end, end + HEAD))?.[0];
  if (separator === undefined) return undefined;
  const value = end + separator.length;
  const head = text.slice(value, value + HEAD);
  const parameterScheme = PARAMETER_SCHEMES.exec(head)?.[0];
  if (parameterScheme !== undefined) {
    const start = value + parameterScheme.length;
    // Parameters have the form name=value; prose after the word has not.
    const parameters = text.slice(start, start + 80);
    // The realm is shown to everybody, and on a line of its own it is all there is.
    if (!parameters.includes('=') || /^realm="[^"]*",?\s*$/.test(parameters)) return undefined;
    return { start, end: parametersEnd(text, start, text.charCodeAt(value - 1)) };
  }
  const scheme = SCHEMES.exec(head)?.[0];
  const start = value + (scheme?.length ?? 0);
  const stop = tokenEnd(text, start, DECIDING);
  const credentials = text.slice(start, stop);
  if (isPlaceholder(credentials) || isComputed(text, start, stop)) return undefined;
  if (scheme === undefined && HEADER_NAME.test(credentials)) return undefined;
  const enough =
    scheme === undefined ? isRandom(text, start, stop) : stop - start >= 6 && hasDigitOrMix(text, start, stop);
  return enough ? { start, end: tokenEnd(text, stop) } : undefined;
}

/** The next name in a list of headers: `"authorization", "x-amz-content-sha256"`. */
const HEADER_NAME = /^[a-z]+(?:-[a-z]+\d{0,4})+$/i;

/** The token after the word `Bearer` or `Basic` that ends at `end`, outside a header. */
export function tokenAfterScheme(text: string, end: number, scheme: string): Span | undefined {
  if (text.charCodeAt(end) !== 0x20) return undefined;
  const start = end + 1;
  const stop = tokenEnd(text, start, DECIDING);
  if (scheme === 'basic') {
    return stop - start >= 8 && stop - start < DECIDING && decodeBase64(text.slice(start, stop))?.includes(':')
      ? { start, end: stop }
      : undefined;
  }
  return isRandom(text, start, stop) && !isComputed(text, start, stop)
    ? { start, end: tokenEnd(text, stop) }
    : undefined;
}

/** What a program computes and what a document points to: `base64.decodebytes(…`, `https://…`. */
const isComputed = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(end) === 0x28 || /^https?:/.test(text.slice(start, start + 6));

/** 16 characters of a token's alphabet with a digit and an entropy of 3 bits: no word of a sentence has them. */
const isRandom = (text: string, start: number, end: number): boolean =>
  end - start >= 16 && hasDigit(text, start, end) && entropy(text, start, end) >= 3;

const hasDigit = (text: string, start: number, end: number): boolean =>
  /\d/.test(text.slice(start, Math.min(end, start + 256)));

const hasDigitOrMix = (text: string, start: number, end: number): boolean =>
  /\d|=$|[a-z][A-Z].*[a-z][A-Z]/.test(text.slice(start, Math.min(end, start + 256)));

/**
 * How much of a token is looked at to decide whether it is one, characters. Only a token that has been accepted is read to its end, so
 * that what is refused never costs more than this.
 */
const DECIDING = 256;

/** The end of a token68 (RFC 9110, section 11.2), at most `max` characters on. */
function tokenEnd(text: string, start: number, max = Number.POSITIVE_INFINITY): number {
  let end = start;
  while (end - start < max && (isWordAt(text, end) || isTokenMark(text.charCodeAt(end)))) end++;
  // A full stop at the end belongs to the sentence.
  while (end > start && text.charCodeAt(end - 1) === 0x2e) end--;
  return end;
}

const isTokenMark = (unit: number): boolean =>
  unit === 0x2d || unit === 0x2e || unit === 0x7e || unit === 0x2b || unit === 0x2f || unit === 0x3d || unit === 0x3a;

/** The end of the line, or the quote that closes the value. */
function parametersEnd(text: string, start: number, quote: number): number {
  const isQuoted = quote === 0x22 || quote === 0x27;
  let end = start;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (isQuoted && unit === quote && text.charCodeAt(end - 1) !== 0x5c) break;
    if (unit === 0x0a || unit === 0x0d || (unit === 0x5c && /[nr]/.test(text.charAt(end + 1)))) break;
    end++;
  }
  return end;
}

/**
 * The value of a `Cookie` or `Set-Cookie` header after the word `cookie` that ends at `end`: all pairs of the first, the value of
 * the one pair of the second.
 */
export function cookiesAfter(text: string, end: number, isSet: boolean): Span | undefined {
  const separator = COOKIE_SEPARATOR.exec(text.slice(end, end + HEAD))?.[0];
  if (separator === undefined) return undefined;
  const start = end + separator.length;
  const name = /^[A-Za-z0-9_.-]{1,80}=(?=[^\s;"'\\]{6})/.exec(text.slice(start, start + 90))?.[0];
  if (name === undefined) return undefined;
  let stop = start + name.length;
  const value = stop;
  const deciding = Math.min(text.length, value + DECIDING);
  while (stop < deciding && !isCookieEnd(text.charCodeAt(stop), isSet)) stop++;
  const head = text.slice(value, stop);
  if (isPlaceholder(head) || /[()]/.test(head)) return undefined;
  while (stop < text.length && !isCookieEnd(text.charCodeAt(stop), isSet)) stop++;
  return { start: isSet ? value : start, end: stop };
}

const COOKIE_SEPARATOR = /^(?:\\?["'])?[ \t]*:[ \t]*(?:\\?["'`]|\[\\?["'])?/;

const isCookieEnd = (unit: number, isSet: boolean): boolean =>
  unit === 0x0a ||
  unit === 0x0d ||
  unit === 0x22 ||
  unit === 0x27 ||
  unit === 0x5c ||
  unit === 0x60 ||
  (isSet && (unit === 0x3b || unit === 0x20));
