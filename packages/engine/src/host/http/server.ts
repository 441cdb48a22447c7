import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toException } from '../exception.js';
import type { Executor } from '../executor.js';
import { readBody } from './body.js';
import { authenticate, type Credentials } from './credentials.js';
import { headerOf, parseQuery } from './parse.js';
import { HttpResult } from './response.js';

export interface HttpServerOptions {
  readonly executor: Executor;
  readonly timezone: string;
  readonly credentials: Credentials | undefined;
  readonly maxBodyBytes: number;
}

/** Parameters of long queries travel in the URL; Node's default of 16 KiB for a request's head would refuse them. */
const MAX_HEAD_BYTES = 4 * 1024 * 1024;

/** Longer than the client keeps an idle socket (2.5 s), so that a request never meets a socket just closed from this side. */
const KEEP_ALIVE_MS = 30_000;

/** ClickHouse's HTTP interface in front of an executor: `/ping` and `/`. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer(
    { maxHeaderSize: MAX_HEAD_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      const url = new URL(request.url ?? '/', 'http://engine');
      if (url.pathname === '/ping' || url.pathname === '/replicas_status') {
        response.setHeader('Content-Type', 'text/html; charset=UTF-8');
        response.end('Ok.\n');
      } else if (url.pathname !== '/') {
        response.statusCode = 404;
        response.end(`There is no handle ${url.pathname}\n`);
      } else if (request.method !== 'GET' && request.method !== 'POST') {
        response.statusCode = 405;
        response.end(`Method ${request.method} is not supported; use GET or POST\n`);
      } else {
        void answer(request, response, url, options);
      }
    },
  );
  // An insert may take as long as its own limit allows; idle sockets are ended by the keep-alive timeout.
  server.requestTimeout = 0;
  server.headersTimeout = 60_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  options: HttpServerOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('The client went away.'));
  });
  const queryId = url.searchParams.get('query_id') ?? headerOf(request, 'x-clickhouse-query-id') ?? randomUUID();
  const wantsGzip =
    url.searchParams.get('enable_http_compression') === '1' &&
    /\bgzip\b/.test(headerOf(request, 'accept-encoding') ?? '');
  let result: HttpResult | undefined;
  try {
    if (options.credentials !== undefined) authenticate(request, url, options.credentials);
    const body = await readBody(request, options.maxBodyBytes);
    const query = parseQuery(request, url, body, queryId);
    const format = query.statement.format ?? query.defaultFormat;
    result = new HttpResult(response, { queryId, format, timezone: options.timezone, gzip: wantsGzip });
    await options.executor.execute(query, result, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return;
    result ??= new HttpResult(response, { queryId, format: 'TabSeparated', timezone: options.timezone, gzip: false });
    // The rest of a refused body is not wanted; without this the client would wait for it to be read.
    if (!request.complete) response.setHeader('Connection', 'close');
    result.fail(toException(error));
  }
}
