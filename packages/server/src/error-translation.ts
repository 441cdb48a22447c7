import { ApiError } from './api/index.js';
import { QueryError, toQueryError } from './query/index.js';

/** What an error of a query or of the engine means to a client of the API; `undefined` for one that is nobody's expected failure. */
export function translateError(error: unknown): ApiError | undefined {
  const known = toQueryError(error);
  if (!(known instanceof QueryError)) return undefined;
  const { code, message, hint, position } = known;
  return new ApiError(code, message, { hint, position, cause: error });
}
