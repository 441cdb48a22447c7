export type AccessErrorCode = 'unauthenticated' | 'forbidden' | 'too_many_requests';

const STATUS: Readonly<Record<AccessErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  too_many_requests: 429,
};

/** A request is refused because of who makes it; carries the HTTP status and what the caller can do. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;
  readonly statusCode: number;
  readonly hint: string | undefined;
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined;

  constructor(code: AccessErrorCode, message: string, options: { hint?: string; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.statusCode = STATUS[code];
    this.hint = options.hint;
    this.retryAfter = options.retryAfter;
  }
}
