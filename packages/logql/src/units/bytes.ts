const LETTERS = ['k', 'm', 'g', 't', 'p', 'e'] as const;

/**
 * Bytes per unit, lower case: powers of 1000 (`kb`, `k`) and of 1024 (`kib`, `ki`).
 *
 * @see https://pkg.go.dev/github.com/dustin/go-humanize#ParseBytes – the parser Loki uses
 */
export const BYTE_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ...LETTERS.flatMap((letter, index): [string, number][] => [
    [letter, 1000 ** (index + 1)],
    [`${letter}b`, 1000 ** (index + 1)],
    [`${letter}i`, 1024 ** (index + 1)],
    [`${letter}ib`, 1024 ** (index + 1)],
  ]),
]);

/** A size: digits with point and thousands commas, spaces, a unit. In the common part of RE2 and JavaScript. */
export const BYTES_PATTERN = '^([0-9.,]+)[ \\t\\n\\x0b\\f\\r]*([kKmMgGtTpPeE][iI]?[bB]?|[bB]?)[ \\t\\n\\x0b\\f\\r]*$';
/** What the digits must look like once the commas are gone. */
export const BYTES_NUMBER_PATTERN = '^(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)$';
/** Sizes from here on do not fit 64 bits. */
export const BYTES_LIMIT = 2 ** 64;

const WHOLE = new RegExp(BYTES_PATTERN);
const NUMBER = new RegExp(BYTES_NUMBER_PATTERN);

/** Parses a size such as `10MB`, `1.5 KiB`, `42`; undefined when the text is none. Whole bytes, rounded down. */
export function parseBytes(text: string): number | undefined {
  const match = WHOLE.exec(text);
  if (match === null) return undefined;
  const digits = (match[1] ?? '').replaceAll(',', '');
  const unit = BYTE_UNITS.get((match[2] ?? '').toLowerCase());
  if (!NUMBER.test(digits) || unit === undefined) return undefined;
  const bytes = Number(digits) * unit;
  return bytes >= BYTES_LIMIT ? undefined : Math.floor(bytes);
}

/** Prints whole bytes so that the lexer reads the same number back. */
export const formatBytes = (bytes: number): string => `${BigInt(bytes)}B`;
