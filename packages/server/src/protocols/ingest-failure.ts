import { BatchTooLargeError, OverloadedError, UnavailableError } from '../pipeline/ingest-error.js';
import { BodyError } from './body/body-error.js';

/** What a sender is told when a whole batch was not taken; each protocol puts it into its own words. */
export interface IngestFailure {
  readonly status: 400 | 408 | 413 | 415 | 429 | 503;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** The connection ends with the answer, as the rest of the body is not waited for (RFC 9110, 15.5.9). */
  readonly hangUp?: boolean | undefined;
}

/** The failure an error stands for; undefined for one that is nobody's expected failure. */
export function ingestFailure(error: unknown): IngestFailure | undefined {
  if (error instanceof BodyError) {
    const { status, message, hint } = error;
    return { status, message, hint, retryAfterSeconds: status === 429 ? 1 : undefined, hangUp: status === 408 };
  }
  if (error instanceof BatchTooLargeError) return { status: 413, message: error.message, hint: 'send smaller batches' };
  if (error instanceof OverloadedError) {
    return { status: 429, message: error.message, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof UnavailableError) {
    return { status: 503, message: error.message, retryAfterSeconds: error.retryAfterSeconds };
  }
  return undefined;
}
