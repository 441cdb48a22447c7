import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode, ErrorResponse, IngestResponse } from '../../contract/index.js';
import { DEFAULT_LIMITS, type Limits } from '../../pipeline/limits.js';
import { createBodyBudget } from '../body/body-budget.js';
import { BodyError } from '../body/body-error.js';
import { withBody } from '../body/read-body.js';
import { ingestFailure } from '../ingest-failure.js';
import type { IngestRouteOptions } from '../ingest-routes.js';
import { entriesOf } from './entries.js';

const MEDIA_TYPES = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json',
]);

/** Longest `Idempotency-Key` taken, characters. */
const MAX_KEY_LENGTH = 256;

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  408: 'request_timeout',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'unavailable',
};

/**
 * `POST /api/v1/ingest`: one JSON object per line (DESIGN §4), gzip or deflate accepted, safe to repeat under the same
 * `Idempotency-Key`. Answers 200 with what was accepted and, line by line, what was not.
 *
 * @example await app.register(nativeIngestRoutes, { ingest, authenticate, source: (request) => ({ keyId: keyOf(request) }) });
 */
export async function nativeIngestRoutes(app: FastifyInstance, options: IngestRouteOptions): Promise<void> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const budget = options.budget ?? createBodyBudget();

  // The body is read here, not by Fastify: decompressed as it comes, under caps.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.setErrorHandler((error, _request, reply) => answerFailure(error, reply));

  app.post('/api/v1/ingest', { preHandler: options.authenticate }, async (request, reply): Promise<IngestResponse> => {
    assertMediaType(request);
    const idempotencyKey = idempotencyKeyOf(request);
    const { headers, raw } = request;
    const result = await withBody(
      raw,
      { encoding: headers['content-encoding'], length: headers['content-length'], limits, budget },
      (body) =>
        options.ingest.accept({
          source: { ...options.source(request), protocol: 'native' },
          idempotencyKey,
          entries: entriesOf(body, limits),
        }),
    );
    if (result.replayed) reply.header('Idempotency-Replayed', 'true');
    return { accepted: result.accepted, rejected: [...result.rejected] };
  });
}

function assertMediaType(request: FastifyRequest): void {
  const given = request.headers['content-type'];
  const mediaType = given?.split(';', 1)[0]?.trim().toLowerCase();
  // An empty request has nothing whose type could be wrong.
  if (
    mediaType === undefined &&
    Number(request.headers['content-length'] ?? 0) === 0 &&
    !request.headers['transfer-encoding']
  )
    return;
  if (mediaType === undefined || !MEDIA_TYPES.has(mediaType)) {
    throw new BodyError(
      415,
      `content type ${given ?? '(none)'} is not taken here`,
      'send application/x-ndjson: one JSON object per line',
    );
  }
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return undefined;
  if (typeof key !== 'string' || key.length > MAX_KEY_LENGTH) {
    throw new BodyError(400, `Idempotency-Key is longer than ${MAX_KEY_LENGTH} characters`, 'send a UUID per batch');
  }
  return key;
}

function answerFailure(error: unknown, reply: FastifyReply): FastifyReply {
  const failure = ingestFailure(error);
  // What nobody expected goes to the application's own handler, which logs it.
  if (failure === undefined) throw error;
  const { status, message, hint, retryAfterSeconds, hangUp } = failure;
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', retryAfterSeconds);
  if (hangUp) reply.header('Connection', 'close');
  const body: ErrorResponse = {
    error: { code: CODES[status] ?? 'bad_request', message, ...(hint === undefined ? {} : { hint }) },
  };
  return reply.code(status).send(body);
}
