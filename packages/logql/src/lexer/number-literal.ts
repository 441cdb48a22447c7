import { LogqlSyntaxError } from '../errors.js';
import { parseBytes } from '../units/bytes.js';
import { parseQueryDuration } from '../units/duration.js';
import type { Token } from './token.js';

const NUMBER = /0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const DURATION_TAIL = /[0-9.nuµμmshdwy]+/y;
const NEGATIVE_DURATION = /-[0-9.][0-9.nuµμmshdwy]*/y;
const BYTES_TAIL = /[0-9.BikKMGTP]+/y;
const WORD = /[\p{L}\p{N}_]+/uy;

function at(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

/**
 * Reads a number, a duration (`5m`, `1.5s`, `2d`) or a size (`10MB`, `4KiB`); the longest that fits, as Loki's lexer does.
 *
 * @throws LogqlSyntaxError when letters follow that are no unit
 */
export function readNumber(text: string, start: number): Token | undefined {
  const number = at(NUMBER, text, start);
  if (number === undefined) return undefined;
  const numberEnd = start + number.length;

  const durationText = number + (at(DURATION_TAIL, text, numberEnd) ?? '');
  const duration = durationText === number ? undefined : parseQueryDuration(durationText);
  if (duration !== undefined) return token('duration', durationText, duration);

  const bytesText = number + (at(BYTES_TAIL, text, numberEnd) ?? '');
  const bytes = bytesText === number ? undefined : parseBytes(bytesText);
  if (bytes !== undefined) return token('bytes', bytesText, bytes);

  return token('number', number, Number(number));

  function refuseUnit(end: number): void {
    const rest = at(WORD, text, end);
    if (rest === undefined) return;
    throw new LogqlSyntaxError(
      `"${text.slice(start, end)}${rest}" is neither a number nor a duration (ns, us, ms, s, m, h, d, w, y) nor a size (B, kB, MB, GB, TB, PB, KiB, MiB, …)`,
      start,
      'a number, a duration or a size',
    );
  }

  function token(kind: 'number' | 'bytes', source: string, value: number): Token;
  function token(kind: 'duration', source: string, value: bigint): Token;
  function token(kind: 'number' | 'bytes' | 'duration', source: string, value: number | bigint): Token {
    refuseUnit(start + source.length);
    const place = { text: source, start, end: start + source.length };
    if (typeof value === 'bigint') return { kind: 'duration', value, ...place };
    return kind === 'bytes' ? { kind, value, ...place } : { kind: 'number', value, ...place };
  }
}

/** Reads `-5m`; a minus before a plain number is left to the parser. */
export function readNegativeDuration(text: string, start: number): Token | undefined {
  const source = at(NEGATIVE_DURATION, text, start);
  if (source === undefined) return undefined;
  const duration = parseQueryDuration(source.slice(1));
  if (duration === undefined || /^[0-9.]*$/.test(source.slice(1))) return undefined;
  return { kind: 'duration', value: -duration, text: source, start, end: start + source.length };
}
