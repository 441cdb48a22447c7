import type { Json } from '../record/index.js';
import type { Limits } from './limits.js';
import { EntryRejection } from './rejection.js';

const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9})\d*)?(?:[Zz]|([+-]\d\d):?(\d\d)| ?UTC)?$/;
const DIGITS = /^-?\d+(\.\d+)?$/;

/**
 * The moment an entry happened, as RFC 3339 UTC with three to nine fractional digits.
 *
 * Text is RFC 3339 (a missing offset means UTC) or digits; a number is Unix time whose unit follows from its size: seconds
 * below 1e11, milliseconds below 1e14, microseconds below 1e17, nanoseconds above, so that every moment between 1973 and
 * 5138 has one reading. Without a timestamp the entry happened when it was received.
 *
 * @throws EntryRejection when it is no time at all, or too far from the server's clock.
 */
export function readTimestamp(claim: Json | undefined, now: number, limits: Limits): string {
  if (claim === undefined || claim === null || claim === '') return new Date(now).toISOString();
  const moment = typeof claim === 'string' && !DIGITS.test(claim) ? fromText(claim) : fromNumber(claim);
  if (moment === undefined) {
    throw new EntryRejection(
      `timestamp ${quoted(claim)} is not a time; send RFC 3339 (2026-11-21T08:00:00.000Z) or Unix seconds, ms or ns`,
    );
  }
  if (moment.ms < now - limits.maxAgeMs) {
    throw new EntryRejection(`timestamp ${quoted(claim)} is older than ${days(limits.maxAgeMs)}`);
  }
  if (moment.ms > now + limits.maxFutureMs) {
    throw new EntryRejection(
      `timestamp ${quoted(claim)} is more than ${days(limits.maxFutureMs)} ahead of the server's clock`,
    );
  }
  return moment.text;
}

interface Moment {
  readonly ms: number;
  readonly text: string;
}

/** `2026-11-21T08:00:00.123Z`, as most senders write it and as we store it. */
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ$/;

/** ECMAScript's own format is parsed by native code; only days that do not exist must be caught (30 February reads as 2 March). */
function fromText(text: string): Moment | undefined {
  if (text.length === 24 && Number(text.slice(8, 10)) <= 28 && CANONICAL.test(text) && text.slice(11, 13) !== '24') {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : { ms, text };
  }
  return fromAnyText(text);
}

function fromAnyText(text: string): Moment | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, date, time, fraction = '', hours, minutes] = match;
  const utc = `${date}T${time}`;
  let seconds = Date.parse(`${utc}Z`);
  // Date.parse takes 24:00:00 and reads 30 February as 2 March; only what reads back unchanged is a time.
  if (Number.isNaN(seconds) || new Date(seconds).toISOString().slice(0, 19) !== utc) return undefined;
  if (hours !== undefined && minutes !== undefined) {
    const sign = hours.startsWith('-') ? -1 : 1;
    seconds -= (Number(hours) * 60 + sign * Number(minutes)) * 60_000;
  }
  return at(seconds, fraction);
}

function fromNumber(claim: Json): Moment | undefined {
  if (typeof claim === 'string') {
    const [whole = '', fraction = ''] = claim.split('.');
    if (whole.length >= 18 && whole.length <= 20) return fromNanoseconds(BigInt(whole));
    if (fraction.length > 0 && whole.length <= 10) return at(Number(whole) * 1_000, fraction.slice(0, 9));
    return fromNumber(Number(claim));
  }
  if (typeof claim !== 'number' || !Number.isFinite(claim)) return undefined;
  const size = Math.abs(claim);
  if (size < 1e11) return fromMilliseconds(Math.round(claim * 1_000));
  if (size < 1e14) return fromMilliseconds(claim);
  return fromNanoseconds(size < 1e17 ? BigInt(Math.round(claim)) * 1_000n : BigInt(Math.round(claim)));
}

function fromMilliseconds(ms: number): Moment | undefined {
  const seconds = Math.floor(ms / 1_000) * 1_000;
  const nanoseconds = Math.round((ms - seconds) * 1e6);
  if (nanoseconds >= 1e9) return at(seconds + 1_000, '');
  return at(seconds, String(nanoseconds).padStart(9, '0'));
}

function fromNanoseconds(ns: bigint): Moment | undefined {
  const fraction = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return at(Number((ns - fraction) / 1_000_000n), String(fraction).padStart(9, '0'));
}

/** @param seconds whole seconds, in milliseconds since 1970 @param fraction up to nine digits after the point */
function at(seconds: number, fraction: string): Moment | undefined {
  const date = new Date(seconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const trimmed = fraction.replace(/0+$/, '').padEnd(3, '0');
  return { ms: seconds + Number(`0.${trimmed}`) * 1_000, text: `${date.toISOString().slice(0, 19)}.${trimmed}Z` };
}

function quoted(claim: Json): string {
  const text = JSON.stringify(claim);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const days = (ms: number): string =>
  ms >= 730 * 86_400_000 ? `${Math.floor(ms / (365.25 * 86_400_000))} years` : `${ms / 3_600_000} hours`;
