import { ApiError } from './api/index.js';
import type { ErrorCode } from './contract/index.js';
import { isControlUnavailable } from './control/index.js';
import { BodyError } from './protocols/body/body-error.js';
import { QueryError, toQueryError } from './query/index.js';

const BODY_CODES: Readonly<Record<BodyError['status'], ErrorCode>> = {
  400: 'bad_request',
  408: 'request_timeout',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

/** What an error of a query, of a body, of the engine or of the control database means to a client of the API; `undefined` for one that is nobody's expected failure. */
export function translateError(error: unknown): ApiError | undefined {
  if (isControlUnavailable(error)) {
    return new ApiError('unavailable', 'The control database cannot be used just now.', {
      hint: 'Try again in a few seconds; GET /readyz says what is wrong.',
      cause: error,
    });
  }
  if (error instanceof BodyError) {
    return new ApiError(BODY_CODES[error.status], error.message, { hint: error.hint, cause: error });
  }
  const known = toQueryError(error);
  if (!(known instanceof QueryError)) return undefined;
  const { code, message, hint, position } = known;
  return new ApiError(code, message, { hint, position, cause: error });
}
