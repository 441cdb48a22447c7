import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { withContext } from '../context/context.js';
import { contextFromHeaders } from '../context/headers.js';
import { forwardedClient } from '../request/client-ip.js';
import type { RequestLogOptions } from '../request/options.js';
import { RequestLog } from '../request/request-log.js';
import { bodyOf } from './web-body.js';

/** What {@link requestLogger} takes. */
export type RequestLoggerOptions = RequestLogOptions<Context>;

/**
 * Middleware for Hono 4: gives every request a context, answers with `X-Request-ID`, writes one `http.request` entry, and one
 * `http.error` entry for what a handler threw, unless it is an `HTTPException` below 500. Use it before everything else.
 *
 * Under `@hono/node-server` the entry is written when the response is finished or the client has gone, with the bytes sent. On
 * other runtimes it is written when the answer is ready: a client that goes away while the body streams is not seen there, and
 * there is no socket whose address could be the client's unless `trustProxy` allows to believe the last hop.
 *
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * app.use(requestLogger({ log }));
 * app.get('/orders/:id', (c) => {
 *   log.info('Looking up');   // has the request's ids
 *   return c.json(order);
 * });
 */
export function requestLogger(options: RequestLoggerOptions): MiddlewareHandler {
  const requests = new RequestLog<Context>(options);
  return (c, next) => {
    const rest = async (): Promise<void> => {
      await next();
      if (c.error !== undefined && !isAnswer(c.error)) {
        requests.failed(c.error, { method: c.req.method, url: targetOf(c), route: routeOf(c) });
      }
    };
    const node = nodeBindings(c);
    if (node !== undefined) return requests.observe({ ...node, request: c, route: () => routeOf(c) }, rest);
    return observeWeb(requests, c, rest);
  };
}

/** The same where there is no node:http beneath: everything by the web's standards. */
async function observeWeb(requests: RequestLog<Context>, c: Context, rest: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const context = contextFromHeaders(Object.fromEntries(c.req.raw.headers));
  const { bodies, trusted } = requests.settings;
  const requestBody = bodies.request ? bodyOf(c.req.raw, bodies.maxBytes) : undefined;
  c.header('X-Request-ID', context.request_id);
  await withContext(context, async () => {
    await rest();
    const answered = performance.now();
    requests.answered({
      request: c,
      method: c.req.method,
      url: targetOf(c),
      route: routeOf(c),
      status: c.res.status,
      aborted: c.req.raw.signal.aborted,
      durationMs: answered - started,
      ip: trusted === undefined ? undefined : forwardedClient(c.req.header('x-forwarded-for'), trusted),
      header: (name) => c.req.header(name),
      responseHeader: (name) => c.res.headers.get(name) ?? undefined,
      requestBody: await requestBody,
      responseBody: bodies.response ? await bodyOf(c.res, bodies.maxBytes) : undefined,
    });
  });
}

/** What `@hono/node-server` hands along. */
export function nodeBindings(c: Context): { incoming: IncomingMessage; outgoing: ServerResponse } | undefined {
  const { incoming, outgoing } = (c.env ?? {}) as { incoming?: IncomingMessage; outgoing?: ServerResponse };
  return incoming?.socket === undefined || outgoing?.once === undefined ? undefined : { incoming, outgoing };
}

/** Path and query as the client sent them. */
const targetOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
};

/** The pattern of the route that answered; a pattern that ends in a star is a middleware's. */
function routeOf(c: Context): string | undefined {
  const route = routePath(c);
  return route === '' || route.endsWith('*') ? undefined : route;
}

/** Whether an error is Hono's way to answer with a status that is the client's fault. */
const isAnswer = (err: Error): boolean => 'status' in err && typeof err.status === 'number' && err.status < 500;
