import { BodyError } from './body-error.js';

export interface JsonShapeLimits {
  /** Objects and arrays inside each other. */
  readonly depth: number;
  /** Objects, arrays and commas: about the number of values. */
  readonly parts: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Refuses a JSON text whose tree would be far larger than its bytes, before it is parsed: 32 MB of brackets hold the event loop for
 * 17 s and take 1.3 GB. Strings are passed over by a native search, so a log line costs next to nothing. Whether the text is
 * JSON at all is left to the parser.
 *
 * @throws BodyError 400 when it is too deep, 413 when it holds too much
 */
export function assertJsonShape(body: Buffer, limits: JsonShapeLimits): void {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < body.length; at++) {
    switch (body[at]) {
      case QUOTE:
        at = endOfString(body, at);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        parts++;
        if (++depth > limits.depth) throw new BodyError(400, `the body is nested deeper than ${limits.depth} levels`);
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
        parts++;
        break;
    }
    if (parts > limits.parts) {
      throw new BodyError(413, `the body has more than ${limits.parts} values`, 'send smaller batches');
    }
  }
}

/** Place of the quote that ends the string; the body's length when none does. */
function endOfString(body: Buffer, start: number): number {
  for (let quote = body.indexOf(QUOTE, start + 1); quote !== -1; quote = body.indexOf(QUOTE, quote + 1)) {
    let backslashes = 0;
    while (quote - backslashes - 1 > start && body[quote - backslashes - 1] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote;
  }
  return body.length;
}
