import type { CodePointRanges } from './node.js';

const CATEGORIES =
  /^(?:C|Cc|Cf|Co|L|Ll|Lm|Lo|Lt|Lu|M|Mc|Me|Mn|N|Nd|Nl|No|P|Pc|Pd|Pe|Pf|Pi|Po|Ps|S|Sc|Sk|Sm|So|Z|Zl|Zp|Zs)$/;

/**
 * The code points of a general category (`L`, `Lu`) or script (`Greek`); undefined when there is no such class. Takes about
 * 50 ms per class, since it asks the JavaScript engine's tables for each code point once; only queries that use `\p` pay.
 */
export function unicodeRanges(name: string): CodePointRanges | undefined {
  const pattern = unicodePattern(name);
  if (pattern === undefined) return undefined;
  const ranges: [number, number][] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint === 0xd800) codePoint = 0xe000;
    if (!pattern.test(String.fromCodePoint(codePoint))) continue;
    const previous = ranges.at(-1);
    if (previous !== undefined && previous[1] === codePoint - 1) previous[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  return ranges;
}

function unicodePattern(name: string): RegExp | undefined {
  if (name === 'Any') return /^[\s\S]$/u;
  if (CATEGORIES.test(name)) return new RegExp(`^\\p{gc=${name}}$`, 'u');
  if (!/^[A-Z][a-z]/.test(name)) return undefined;
  try {
    return new RegExp(`^\\p{sc=${name}}$`, 'u');
  } catch {
    return undefined; // The engine's word for "no such script"; the caller says so with the position.
  }
}
