import type { Request, RequestHandler } from 'express';
import type { RequestLogOptions } from '../request/options.js';
import { RequestLog } from '../request/request-log.js';
import { routeOf } from './route.js';

/** What {@link requestLogger} takes. The client's address follows Express's `trust proxy` unless `trustProxy` is given. */
export type RequestLoggerOptions = RequestLogOptions<Request>;

/**
 * Middleware for Express 4.21 and 5: gives every request a context (`request_id`, `correlation_id`, `trace_id`, `span_id`, taken from
 * the headers when they are sound), answers with `X-Request-ID`, and writes one `http.request` entry when the response is
 * finished or the client has gone. Use it before everything else.
 *
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * app.use(requestLogger({ log }));
 * app.get('/orders/:id', (request, response) => {
 *   log.info('Looking up');   // has the request's ids
 *   response.json(order);
 * });
 * app.use(requestErrorLogger({ log }));
 */
export function requestLogger(options: RequestLoggerOptions): RequestHandler {
  const requests = new RequestLog<Request>(options);
  return (request, response, next) => {
    const { originalUrl: url } = request;
    // Without proxies to be believed Express would read the headers all the same, and give the socket's address.
    const ip = request.app.enabled('trust proxy') ? request.ip : undefined;
    const route = (): string | undefined => routeOf(request);
    requests.observe({ incoming: request, outgoing: response, request, url, ip, route }, next);
  };
}
