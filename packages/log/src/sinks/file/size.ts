const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/**
 * Reads a size such as `100MB`, `512 KB` or `1048576`; units are powers of 1,024. `undefined` when it is none.
 *
 * @example parseSize('100MB') // 104857600
 */
export function parseSize(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([KMG]?B)?\s*$/i.exec(text);
  const unit = UNITS[match?.[2]?.toUpperCase() ?? ''];
  return match === null || unit === undefined ? undefined : Math.floor(Number(match[1]) * unit);
}
