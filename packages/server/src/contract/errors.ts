import { z } from 'zod';

/** Every code an API error can carry, with the HTTP status it comes with. */
export const ERROR_CODES = {
  bad_request: 400,
  bad_query: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  request_timeout: 408,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
  query_timeout: 504,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** The body of every answer that is not 2xx (Loki's paths answer as Loki does instead). */
export const errorResponseSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    /** What was wrong and where, in one sentence. */
    message: z.string(),
    /** What to do about it. */
    hint: z.string().optional(),
    /** For `bad_query`: zero-based offset into the query text. */
    position: z.number().int().optional(),
  }),
});
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
