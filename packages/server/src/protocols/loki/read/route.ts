import { evaluateConstant } from '@heartwood/logql';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { type Queries, QueryError, type QueryErrorCode, toQueryError } from '../../../query/index.js';
import { encodeConstant, encodeList, encodeStreams } from './encode.js';
import {
  collectParameters,
  first,
  type LokiParameters,
  readDirection,
  readLimit,
  readQuery,
  readRange,
  readSelectors,
  readTime,
} from './parameters.js';

export interface LokiReadRouteOptions {
  readonly queries: Pick<Queries, 'range' | 'labels' | 'labelValues' | 'series'>;
  /** Answers 401 or 403 itself when the request may not read. */
  readonly authenticate: onRequestAsyncHookHandler;
  /** Unix milliseconds; default the system's clock. */
  readonly now?: () => number;
}

const STATUS: Readonly<Record<QueryErrorCode, number>> = {
  bad_request: 400,
  bad_query: 400,
  unavailable: 503,
  query_timeout: 504,
};

/** Characters of a form body; the longest query has 131,072. */
const FORM_LIMIT = 1_048_576;

/**
 * Loki's read API as Grafana and logcli use it: `query_range` and `query`, `labels`, `label/<name>/values`, `series`; by GET, or by
 * POST with a form. Errors are text, as Loki's are. What is not supported is refused by name.
 *
 * @see https://grafana.com/docs/loki/latest/reference/loki-http-api/
 */
export async function lokiReadRoutes(app: FastifyInstance, options: LokiReadRouteOptions): Promise<void> {
  const { queries, authenticate, now = Date.now } = options;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, formOf(String(body))),
  );
  app.setErrorHandler((error, _request, reply) => answerError(error, reply));

  const route = (
    url: string,
    answer: (parameters: LokiParameters, request: FastifyRequest, signal: AbortSignal) => Promise<object>,
  ): void => {
    app.route({
      method: ['GET', 'POST'],
      url,
      onRequest: authenticate,
      handler: (request, reply) => answer(collectParameters(request.query, request.body), request, signalOf(reply)),
    });
  };

  route('/loki/api/v1/query_range', async (parameters, request, signal) => {
    const text = first(parameters, 'query');
    if (evaluateConstantOf(text) !== undefined) {
      throw new QueryError('bad_request', 'Not supported yet: a metric query over a range');
    }
    const query = readQuery(text);
    const { start, end } = readRange(parameters, now());
    const limit = readLimit(first(parameters, 'limit'));
    const direction = readDirection(first(parameters, 'direction'));
    const entries = await queries.range({ query, start, end, limit, direction }, { signal });
    return encodeStreams(entries, wantsCategories(request));
  });

  route('/loki/api/v1/query', async (parameters) => {
    const text = first(parameters, 'query');
    const constant = evaluateConstantOf(text);
    const time = readTime(first(parameters, 'time'), 'time', BigInt(now()) * 1_000_000n);
    if (constant !== undefined) return encodeConstant(constant, time);
    readQuery(text);
    // Loki's own words.
    throw new QueryError(
      'bad_request',
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  });

  const labelNames = async (
    parameters: LokiParameters,
    _request: FastifyRequest,
    signal: AbortSignal,
  ): Promise<object> => encodeList(await queries.labels(readScope(parameters, now()), { signal }));
  route('/loki/api/v1/labels', labelNames);
  route('/loki/api/v1/label', labelNames);

  route('/loki/api/v1/label/:name/values', async (parameters, request, signal) => {
    const { name } = request.params as { name: string };
    const scope = readScope(parameters, now());
    return encodeList(await queries.labelValues(name, scope, { signal }));
  });

  route('/loki/api/v1/series', async (parameters, _request, signal) => {
    const range = readRange(parameters, now());
    const distinct = new Map<string, Readonly<Record<string, string>>>();
    // One after the other: a question must not take every session of the engine from all others.
    for (const query of readSelectors(parameters)) {
      const found = await queries.series({ ...range, query }, { signal });
      for (const labels of found) distinct.set(JSON.stringify(labels), labels);
    }
    return encodeList([...distinct.values()]);
  });
}

const readScope = (parameters: LokiParameters, now: number): Parameters<Queries['labels']>[0] => {
  const text = first(parameters, 'query');
  return { ...readRange(parameters, now), ...(text && { query: readQuery(text) }) };
};

function evaluateConstantOf(text: string | undefined): ReturnType<typeof evaluateConstant> {
  try {
    return evaluateConstant(text ?? '');
  } catch (error) {
    throw toQueryError(error);
  }
}

const wantsCategories = ({ headers }: FastifyRequest): boolean =>
  String(headers['x-loki-response-encoding-flags'] ?? '')
    .split(',')
    .some((flag) => flag.trim() === 'categorize-labels');

/** Aborted when the client hangs up before it has its answer. On the answer, as a connection lives through many. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

/** A form body as Fastify gives a query string: a name that comes more than once has a list. */
function formOf(body: string): Record<string, string[]> {
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const values = form.get(name);
    if (values === undefined) form.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(form);
}

/** Loki answers errors as plain text; errors of others keep their status and message, unexpected ones go up. */
function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof QueryError) {
    if (error.code === 'unavailable') reply.header('retry-after', '5');
    const hint = error.hint === undefined ? '' : ` ${error.hint}`;
    return reply.code(STATUS[error.code]).type('text/plain; charset=utf-8').send(`${error.message}${hint}`);
  }
  throw error;
}
