import { ERROR_CODES, type ErrorCode, type ErrorResponse } from '../contract/index.js';

/** A request that the API refuses, in the terms of the contract. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly position: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string | undefined; position?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.position = options.position;
  }

  get statusCode(): number {
    return ERROR_CODES[this.code];
  }

  /** As the contract writes it. */
  body(): ErrorResponse {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.hint === undefined ? {} : { hint: this.hint }),
        ...(this.position === undefined ? {} : { position: this.position }),
      },
    };
  }
}
