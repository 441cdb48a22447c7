import { isEngineUnavailable } from '@heartwood/engine';
import { LogqlError } from '@heartwood/logql';

export type QueryErrorCode = 'bad_request' | 'bad_query' | 'query_timeout' | 'unavailable';

/** A read that cannot be answered, with a code of the API's contract. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: QueryErrorCode;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** For `bad_query`: zero-based offset into the query text. */
  readonly position: number | undefined;

  constructor(
    code: QueryErrorCode,
    message: string,
    options: { readonly hint?: string; readonly position?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.position = options.position;
  }
}

/**
 * ClickHouse's codes for a query that hit a cap: too many rows or bytes, too slow, timeout, memory limit.
 *
 * @see https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const CAPS: ReadonlySet<string> = new Set(['158', '159', '160', '241', '307', '396']);

/** @clickhouse/client's error (socket_pool.js) for an engine that gave no answer within `request_timeout`; it has no code. */
const isUnanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Timeout error.';

/** Tells errors a caller can do something about from the rest, which is returned as it is. */
export function toQueryError(error: unknown): unknown {
  if (error instanceof LogqlError) {
    return new QueryError('bad_query', error.message, { position: error.position, cause: error });
  }
  if (isEngineUnavailable(error)) {
    return new QueryError('unavailable', 'The store is restarting.', {
      hint: 'Try again in a few seconds.',
      cause: error,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (CAPS.has(code) || isUnanswered(error)) {
    return new QueryError('query_timeout', 'The query took more time or memory than one query may.', {
      hint: 'Narrow the time range, or add a filter on a label such as service.',
      cause: error,
    });
  }
  return error;
}
