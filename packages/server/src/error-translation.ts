import { ApiError } from './api/index.js';
import { isControlUnavailable } from './control/index.js';
import { QueryError, toQueryError } from './query/index.js';

/** What an error of a query, of the engine or of the control database means to a client of the API; `undefined` for one that is nobody's expected failure. */
export function translateError(error: unknown): ApiError | undefined {
  if (isControlUnavailable(error)) {
    return new ApiError('unavailable', 'The control database cannot be used just now.', {
      hint: 'Try again in a few seconds; GET /readyz says what is wrong.',
      cause: error,
    });
  }
  const known = toQueryError(error);
  if (!(known instanceof QueryError)) return undefined;
  const { code, message, hint, position } = known;
  return new ApiError(code, message, { hint, position, cause: error });
}
