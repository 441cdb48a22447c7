import { boundedText } from '@heartwood/redact';

/** UTF-16 code units kept of one string in an entry. */
export const MAX_STRING = 32_768;

/** Above this length one regular expression is cheaper than a loop (measured on Node 20, ASCII text). */
const LOOP_LENGTH = 48;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON must escape (RFC 8259, section 7)
const NEEDS_ESCAPE = /[\u0000-\u001f"\\\ud800-\udfff]/;

/**
 * The text as it stands between the quotes of a JSON string. Lone surrogates become `\udXXX` as in well-formed
 * JSON.stringify (ES2019), so that every line is valid UTF-8.
 */
export function escaped(text: string): string {
  if (text.length > LOOP_LENGTH) return escapedLong(text);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return escapedSlowly(text);
  }
  return text;
}

function escapedLong(text: string): string {
  const bounded = boundedText(text, MAX_STRING);
  return NEEDS_ESCAPE.test(bounded) ? escapedSlowly(bounded) : bounded;
}

const escapedSlowly = (text: string): string => JSON.stringify(text).slice(1, -1);
