/** Bounds on what one value may become in a log entry. */
export interface Limits {
  /** Levels of nesting that are kept. Default 12. */
  readonly maxDepth: number;
  /** Properties kept of one object. Default 200. */
  readonly maxKeys: number;
  /** Items kept of one array, Map or Set. Default 200. */
  readonly maxItems: number;
  /** UTF-16 code units kept of one string. Default 32,768. */
  readonly maxString: number;
  /** Objects, arrays and scalars kept in the whole value. Default 10,000. */
  readonly maxNodes: number;
  /** UTF-16 code units kept of all strings of the value together. Default 262,144. */
  readonly maxText: number;
}

/** The bounds used where nothing else is said; each is far above what a person reads and far below what hurts. */
export const DEFAULT_LIMITS: Limits = {
  maxDepth: 12,
  maxKeys: 200,
  maxItems: 200,
  maxString: 32_768,
  maxNodes: 10_000,
  maxText: 262_144,
};

/** What stands in the place of a secret. */
export const SECRET_MASK = '[secret]';

/**
 * The text, shortened to `max` code units, with a note of how much is missing.
 *
 * @example boundedText('abcdef', 4) // 'abcd… [2 more]'
 */
export function boundedText(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}… [${text.length - max} more]`;
}
