import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestLogOptions } from '../request/options.js';
import { RequestLog } from '../request/request-log.js';

/** What {@link requestLogger} takes. */
export interface RequestLoggerOptions extends RequestLogOptions<IncomingMessage> {
  /** The pattern of the route that answered, when the application has such: asked when the response is done. Default: none. */
  readonly route?: (request: IncomingMessage) => string | undefined;
}

/** A listener of node:http; it may return a promise. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Wraps the listener of a `node:http` server: gives every request a context, answers with `X-Request-ID`, writes one
 * `http.request` entry when the response is finished or the client has gone, and one `http.error` entry when the listener
 * throws or its promise rejects; such a request is answered with 500 when nothing has been sent yet.
 *
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * createServer(requestLogger({ log }, (request, response) => {
 *   log.info('Looking up');   // has the request's ids
 *   response.end('ok');
 * })).listen(3000);
 */
export function requestLogger(options: RequestLoggerOptions, handler: Handler): RequestListener {
  const requests = new RequestLog<IncomingMessage>(options);
  return (request, response) => {
    const route = (): string | undefined => options.route?.(request);
    const fail = (err: unknown): void => {
      requests.failed(err, { method: request.method ?? '', url: request.url ?? '', route: route() });
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    };
    requests.observe({ incoming: request, outgoing: response, request, route }, () => {
      try {
        const done = handler(request, response);
        if (done instanceof Promise) done.catch(fail);
      } catch (err) {
        fail(err);
      }
    });
  };
}
