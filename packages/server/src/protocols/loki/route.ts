import type { FastifyInstance, FastifyReply } from 'fastify';
import { DEFAULT_LIMITS, type Limits } from '../../pipeline/limits.js';
import type { RawEntry } from '../../pipeline/raw-batch.js';
import { createBodyBudget } from '../body/body-budget.js';
import { BodyError } from '../body/body-error.js';
import { assertJsonShape } from '../body/json-shape.js';
import { withBody } from '../body/read-body.js';
import { ingestFailure } from '../ingest-failure.js';
import type { IngestRouteOptions } from '../ingest-routes.js';
import { decodePush } from './decode.js';
import { type LokiMapOptions, mapPushed } from './map.js';

/**
 * `POST /loki/api/v1/push`, JSON form. 204 without a body on success (clients break on 200); 400 as text when something was
 * refused, with the good entries of the push stored all the same, as Loki does.
 */
export async function lokiPushRoutes(
  app: FastifyInstance,
  options: IngestRouteOptions & LokiMapOptions,
): Promise<void> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const budget = options.budget ?? createBodyBudget();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.setErrorHandler((error, _request, reply) => answerFailure(error, reply));

  app.post('/loki/api/v1/push', { preHandler: options.authenticate }, async (request, reply) => {
    const { headers, raw } = request;
    const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (mediaType !== 'application/json') {
      throw new BodyError(
        415,
        `Loki push takes application/json only so far, not ${mediaType ?? 'protobuf (no content type)'}`,
      );
    }
    const { rejected } = await withBody(
      raw,
      { encoding: headers['content-encoding'], length: headers['content-length'], limits, budget },
      (body) =>
        options.ingest.accept({
          source: { ...options.source(request), protocol: 'loki' },
          entries: entriesOf(body, limits, options),
        }),
    );
    const [first] = rejected;
    if (first === undefined) return reply.code(204).send();
    return reply
      .code(400)
      .type('text/plain')
      .send(`entry ${first.line}: ${first.error}${more(rejected.length - 1)}\n`);
  });
}

const more = (count: number): string =>
  count > 0 ? ` (${count} more refused; the others were stored)` : ' (the others were stored)';

/** Objects and arrays inside each other in a push; as many are parsed in some 20 ms. */
const MAX_DEPTH = 100_000;

function* entriesOf(body: Buffer, limits: Limits, options: LokiMapOptions): Generator<RawEntry> {
  // An entry in the shortest way has three parts. An entry nested too deep is refused by itself, when it can be parsed at all.
  assertJsonShape(body, { depth: MAX_DEPTH, parts: 4 * limits.lines });
  for (const entry of decodePush(body)) {
    if (entry.index > limits.lines) {
      throw new BodyError(413, `the push has more than ${limits.lines} entries`, 'send smaller batches');
    }
    if ('error' in entry) yield { line: entry.index, error: entry.error };
    else if (isTooLong(entry.line, limits))
      yield { line: entry.index, error: `line longer than ${limits.lineBytes} bytes` };
    else yield { line: entry.index, draft: mapPushed(entry, options) };
  }
}

/** Counts bytes only when the number of characters leaves it open. */
const isTooLong = (line: string, { lineBytes }: Limits): boolean =>
  line.length > lineBytes || (line.length * 3 > lineBytes && Buffer.byteLength(line) > lineBytes);

function answerFailure(error: unknown, reply: FastifyReply): FastifyReply {
  const failure = ingestFailure(error);
  if (failure === undefined) throw error;
  if (failure.retryAfterSeconds !== undefined) reply.header('Retry-After', failure.retryAfterSeconds);
  if (failure.hangUp) reply.header('Connection', 'close');
  return reply.code(failure.status).type('text/plain').send(`${failure.message}\n`);
}
