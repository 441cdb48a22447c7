/**
 * A number as Go's `strconv.ParseFloat` reads it, without its rarest forms: hexadecimal floats and underscores between digits
 * count as text here. In the common part of RE2 and JavaScript.
 */
export const NUMBER_PATTERN =
  '^(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])$';

const WHOLE = new RegExp(NUMBER_PATTERN);

/**
 * Parses the value of a label as a number; undefined when it is none, or too large for a double.
 *
 * @see https://pkg.go.dev/strconv#ParseFloat
 */
export function parseNumber(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  const word = text.toLowerCase().replace(/^[+-]/, '');
  if (word === 'nan') return Number.NaN;
  if (word.startsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
