import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AccessError } from '../access/index.js';
import { ERROR_CODES, type ErrorCode } from '../contract/index.js';
import { ApiError } from './api-error.js';

/** Turns an error of another part into one of the API; `undefined` when it does not know it. */
export type ErrorTranslation = (error: unknown) => ApiError | undefined;

export interface ErrorHandlerOptions {
  readonly translate: ErrorTranslation;
  /** An error that nobody expected; for the log and the metrics. */
  readonly onUnexpected: (error: unknown, request: { id: string; method: string; path: string }) => void;
}

const codeOf = (status: number): ErrorCode | undefined =>
  (Object.keys(ERROR_CODES) as ErrorCode[]).find((code) => code !== 'bad_query' && ERROR_CODES[code] === status);

/** Problems of one request that are told; a body of thousands of wrong parts gets no answer of megabytes. */
const TOLD = 10;

/** `query.limit: Too big: …`, one per parameter that is wrong. */
function validationMessage(error: {
  validation: readonly { instancePath: string; message?: string | undefined }[];
  validationContext?: string | undefined;
}): string {
  const told = error.validation.slice(0, TOLD).map(({ instancePath, message }) => {
    const place = instancePath.split('/').filter(Boolean).join('.');
    return `${place === '' ? (error.validationContext ?? 'request') : place}: ${message ?? 'is wrong'}`;
  });
  const more = error.validation.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** Fastify's own refusals: unreadable JSON, a body that is too large, an unknown media type. */
function fromFastify(error: FastifyError): ApiError | undefined {
  const status = error.statusCode;
  if (status === undefined || status >= 500) return undefined;
  const code = codeOf(status) ?? 'bad_request';
  const hint = code === 'unsupported_media_type' ? 'Send `Content-Type: application/json`.' : undefined;
  return new ApiError(code, error.message, { hint, cause: error });
}

function toApiError(error: unknown, translate: ErrorTranslation): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof AccessError) return new ApiError(error.code, error.message, { hint: error.hint, cause: error });
  if (hasZodFastifySchemaValidationErrors(error))
    return new ApiError('bad_request', validationMessage(error), { cause: error });
  const translated = translate(error);
  if (translated) return translated;
  return error instanceof Error ? fromFastify(error as FastifyError) : undefined;
}

/** Answers every error in the contract's shape. What nobody expected is reported, and the client learns only its request id. */
export function addErrorHandler(app: FastifyInstance, { translate, onUnexpected }: ErrorHandlerOptions): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    let known = toApiError(error, translate);
    if (known === undefined) {
      onUnexpected(error, {
        id: request.id,
        method: request.method,
        path: request.routeOptions.url ?? request.url.split('?')[0] ?? '',
      });
      known = new ApiError('internal', 'Something went wrong in the server.', {
        hint: `The server's log says what, under request_id ${request.id}.`,
      });
    }
    const retryAfter = error instanceof AccessError ? error.retryAfter : known.statusCode === 503 ? 5 : undefined;
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (known.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="heartwood"');
    return reply.status(known.statusCode).type('application/json; charset=utf-8').send(known.body());
  });
}
