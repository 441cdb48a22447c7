import type { ErrorResponse } from '@heartwood/server/contract';

type ApiErrorCode = ErrorResponse['error']['code'] | 'unreachable';

/** An answer of the API that is not 2xx, or none at all. `message` says what was wrong, `hint` what to do. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly hint: string | undefined;
  /** For `bad_query`: zero-based offset into the query text. */
  readonly position: number | undefined;

  constructor(
    code: ApiErrorCode,
    message: string,
    options: { hint?: string | undefined; position?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.hint = options.hint;
    this.position = options.position;
  }
}

const UNREACHABLE_HINT = 'Check that it is running (heartwood serve) and that this machine can reach it.';

/** The error an answer carries; a proxy in between may answer in a form of its own. */
async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as ErrorResponse;
    return new ApiError(error.code, error.message, error);
  } catch {
    const code = response.status === 401 ? 'unauthenticated' : response.status >= 500 ? 'unavailable' : 'bad_request';
    return new ApiError(code, `The server answered ${response.status} ${response.statusText}.`, {
      hint: UNREACHABLE_HINT,
    });
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('unreachable', 'The Heartwood server does not answer.', {
      hint: UNREACHABLE_HINT,
      cause: error,
    });
  }
}

/**
 * Reads from the API. Parameters that are undefined are left out. The answer is trusted to have the contract's shape: it
 * comes from the server that served this very application.
 *
 * @throws ApiError
 */
export async function read<T>(
  path: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
  signal?: AbortSignal,
): Promise<T> {
  const set = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(set).toString();
  const response = await send(query ? `${path}?${query}` : path, signal ? { signal } : {});
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as T;
}

/**
 * Changes something through the API. The header is what tells the server that no other site sent this request.
 *
 * @throws ApiError
 */
export async function change<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<T | undefined> {
  const response = await send(path, {
    method,
    headers: { 'X-Heartwood-Request': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw await errorOf(response);
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as T);
}
