import { isDigitAt } from './char-kind.js';

/**
 * Length of the separator between two groups of digits at `index`: a space (also no-break, thin, and `+`, `%20` and `%C2%A0` as
 * URLs write them), a hyphen or dash, a full stop; 0 when there is none or no digit follows.
 */
export function separatorAt(text: string, index: number): number {
  const length = rawSeparatorAt(text, index);
  return length > 0 && isDigitAt(text, index + length) ? length : 0;
}

function rawSeparatorAt(text: string, index: number): number {
  switch (index < text.length ? text.charCodeAt(index) : 0) {
    case 0x20: // space
    case 0x2b: // + in a query string
    case 0x2d: // -
    case 0x2e: // .
    case 0xa0: // no-break space
    case 0x2009: // thin space
    case 0x2010: // hyphen
    case 0x2011: // no-break hyphen
    case 0x2013: // en dash
    case 0x202f: // narrow no-break space
      return 1;
    case 0x25: // %20, and %C2%A0 for a no-break space
      return text.startsWith('%20', index) ? 3 : text.startsWith('%C2%A0', index) ? 6 : 0;
    default:
      return 0;
  }
}

/** Whether both separators are the same one. */
export const sameSeparator = (text: string, first: number, second: number): boolean =>
  text.charCodeAt(first) === text.charCodeAt(second);
