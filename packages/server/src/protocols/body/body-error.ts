/** A request body that cannot be read as a whole; `status` is the answer's. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly status: 400 | 408 | 413 | 415 | 429;
  /** What to do about it. */
  readonly hint: string | undefined;
  constructor(status: BodyError['status'], message: string, hint?: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}
