/** Nothing more can be taken for now (the spool is full): 429. The sender should keep its batch and come again. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
  readonly retryAfterSeconds: number;
  constructor(message: string, options: { retryAfterSeconds: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The disk failed or the server is stopping, so nothing can be made durable: 503. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly retryAfterSeconds: number;
  constructor(message: string, options: { retryAfterSeconds: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The batch as a whole cannot be taken, however often it is sent: 413. */
export class BatchTooLargeError extends Error {
  override readonly name = 'BatchTooLargeError';
}
