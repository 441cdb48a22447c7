/** The text is not a regular expression of RE2's syntax. */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError';
  /** Zero-based offset into the expression. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
