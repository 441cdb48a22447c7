/** What every error of this package has: where in the query text it is. */
export abstract class LogqlError extends Error {
  /** Zero-based offset into the query text, in UTF-16 code units. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} (at position ${position})`);
    this.position = position;
  }
}

/**
 * The text is not a query: something else was expected at `position`.
 *
 * @example
 * try { parseQuery('{service}') } catch (error) { error.message } // Expected "=", "!=", "=~" or "!~" …
 */
export class LogqlSyntaxError extends LogqlError {
  override readonly name = 'LogqlSyntaxError';
  /** What would have been right here, in plain words; absent when no single thing would have been. */
  readonly expected?: string;

  constructor(message: string, position: number, expected?: string) {
    super(message, position);
    if (expected !== undefined) this.expected = expected;
  }
}

/** The text is LogQL, but asks for something that is not answered (yet). It is refused, never approximated. */
export class LogqlUnsupportedError extends LogqlError {
  override readonly name = 'LogqlUnsupportedError';
  /** The construct as it is named in Loki's documentation, e.g. `json parser`. */
  readonly construct: string;

  constructor(construct: string, position: number) {
    super(`Not supported yet: ${construct}`, position);
    this.construct = construct;
  }
}
