import { DIGIT, isDigitAt, isWordAt, KIND } from './char-kind.js';

/** Length of a UUID in its text form (RFC 9562, section 4). */
const UUID_LENGTH = 36;

/**
 * The end of a UUID at `start`, else 0. Nearly every log line has some, and nothing that any rule knows begins inside one.
 *
 * @example uuidEnd('0190e4d2-7b1c-7123-9f3a-2b1c4d5e6f70', 0) // 36
 */
export function uuidEnd(text: string, start: number): number {
  const end = start + UUID_LENGTH;
  if (end > text.length || isWordAt(text, start - 1) || isWordAt(text, end)) return 0;
  for (let index = 0; index < UUID_LENGTH; index++) {
    const unit = text.charCodeAt(start + index);
    const isHyphen = index === 8 || index === 13 || index === 18 || index === 23;
    if (isHyphen ? unit !== 0x2d : !isHexDigit(unit)) return 0;
  }
  return end;
}

/** `0` to `9`, `a` to `f`, `A` to `F`. */
export const isHexDigit = (unit: number): boolean =>
  KIND[unit] === DIGIT || (unit >= 0x61 && unit <= 0x66) || (unit >= 0x41 && unit <= 0x46);

/** `2026-11-21T10:46:23`: where the digits stand, 0, and everything else. A `T` may be a space. */
const DATE_TIME = '0000-00-00T00:00:00';

/**
 * The end of a date with a time to the second at `start` (RFC 3339, also with a space), with its fraction and `Z`; else 0.
 *
 * @example dateTimeEnd('2026-11-21T10:46:23.123Z', 0) // 24
 */
export function dateTimeEnd(text: string, start: number): number {
  const century = text.charCodeAt(start);
  if (century !== 0x31 && century !== 0x32) return 0;
  let end = start + DATE_TIME.length;
  if (end > text.length || isDigitAt(text, start - 1)) return 0;
  for (let index = 4; index < DATE_TIME.length; index++) {
    const unit = text.charCodeAt(start + index);
    const form = DATE_TIME.charCodeAt(index);
    if (form === 0x30 ? KIND[unit] !== DIGIT : unit !== form && !(form === 0x54 && unit === 0x20)) return 0;
  }
  if (text.charCodeAt(end) === 0x2e && isDigitAt(text, end + 1)) {
    end++;
    while (isDigitAt(text, end)) end++;
  }
  if (text.charCodeAt(end) === 0x5a) end++;
  return isWordAt(text, end) ? 0 : end;
}
