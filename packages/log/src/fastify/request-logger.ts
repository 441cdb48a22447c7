import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import { wayBack } from '../context/context.js';
import type { RequestLogOptions } from '../request/options.js';
import { RequestLog } from '../request/request-log.js';

/** What {@link requestLogger} takes. The client's address follows Fastify's `trustProxy` unless `trustProxy` is given here. */
export type RequestLoggerOptions = RequestLogOptions<FastifyRequest>;

/**
 * Plugin for Fastify 5: gives every request a context, answers with `X-Request-ID`, writes one `http.request` entry when the
 * response is finished or the client has gone, and one `http.error` entry for what a hook or handler threw with a status of 500
 * or above. It holds for the whole application it is registered in. Register it before everything else, and switch Fastify's
 * own request log off (`logger: false`, its default).
 *
 * @throws {TypeError} when an option cannot be used: as a rejection of `app.ready()`
 *
 * @example
 * await app.register(requestLogger, { log });
 * app.get('/orders/:id', async () => {
 *   log.info('Looking up');   // has the request's ids
 *   return order;
 * });
 */
export const requestLogger: FastifyPluginCallback<RequestLoggerOptions> = Object.assign(
  plugin,
  // Fastify's marks for a plugin that is no scope of its own and for its name, as fastify-plugin sets them.
  { [Symbol.for('skip-override')]: true, [Symbol.for('fastify.display-name')]: '@heartwood/log' },
);

function plugin(...[app, options, ready]: Parameters<FastifyPluginCallback<RequestLoggerOptions>>): void {
  const requests = new RequestLog<FastifyRequest>(options);
  // A body arrives on the socket's own asynchronous chain: the hook after it goes back into the request's.
  const waysBack = new WeakMap<FastifyRequest, ReturnType<typeof wayBack>>();
  const route = (request: FastifyRequest): string | undefined => request.routeOptions.url;

  app.addHook('onRequest', (request, reply, next) => {
    const { raw: incoming, originalUrl: url, ip } = request;
    // Headers set on the raw response would make node:http write all of them the slow way.
    const headers = {
      set: (name: string, value: string): void => void reply.header(name, value),
      get: (name: string) => reply.getHeader(name),
    };
    const exchange = { incoming, outgoing: reply.raw, request, url, ip, route: () => route(request), headers };
    requests.observe(exchange, () => {
      if (hasBody(incoming.headers)) waysBack.set(request, wayBack());
      next();
    });
  });
  app.addHook('preValidation', (request, _reply, next) => {
    const back = hasBody(request.raw.headers) ? waysBack.get(request) : undefined;
    if (back === undefined) next();
    else back(next);
  });
  app.addHook('onError', (request, _reply, err, next) => {
    const { method, originalUrl: url } = request;
    if ((err.statusCode ?? 500) >= 500) requests.failed(err, { method, url, route: route(request) });
    next();
  });
  ready();
}

/** RFC 9112, section 6.3: a request has a body when either header says so. */
const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
