export type AccessErrorCode =
  | 'bad_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many_requests';

const STATUS: Readonly<Record<AccessErrorCode, number>> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
};

/** A request is refused because of who makes it or of what it would make of the users; carries the HTTP status and what the caller can do. */
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
