import { AsyncResource } from 'node:async_hooks';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { withContext } from '../context/context.js';
import { contextFromHeaders } from '../context/headers.js';
import { CLIENT_CLOSED_REQUEST, httpRequestBy } from '../http/request-entry.js';
import type { Logger } from '../logger/logger.js';
import { pathOf, queryOf, routeOf } from './request.js';

/** What {@link requestLogger} takes. */
export interface RequestLoggerOptions {
  readonly log: Logger;
  /** The user's id, asked when the response is done. Default: none; `addContext({ user_id })` does the same from anywhere. */
  readonly userId?: (request: Request) => string | undefined;
  /** Requests that are not worth an entry, such as health checks; they have a context all the same. Default: none. */
  readonly ignore?: (request: Request) => boolean;
}

/**
 * Middleware for Express 4.21 and 5: gives every request a context (`request_id`, `correlation_id`, `trace_id`, `span_id`, taken from
 * the headers when they are sound), answers with `X-Request-ID`, and writes one `http.request` entry when the response is
 * finished or the client has gone. Use it before everything else.
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
  const { log, userId, ignore } = options;
  return (request: Request, response: Response, next: NextFunction) => {
    const started = process.hrtime.bigint();
    const context = contextFromHeaders(request.headers);
    response.setHeader('X-Request-ID', context.request_id);
    const path = pathOf(request);
    const { socket } = request;
    const sentBefore = socket.bytesWritten;
    const clientIp = request.ip ?? socket.remoteAddress;

    withContext(context, () => {
      // 'close' comes after 'finish', and also when the client has gone: one entry either way. Bound, because it may be emitted
      // from a socket's callback, which knows nothing of this request.
      const report = AsyncResource.bind(() => {
        if (ignore?.(request)) return;
        const aborted = !response.writableFinished;
        const status = aborted && !response.headersSent ? CLIENT_CLOSED_REQUEST : response.statusCode;
        log.emit(httpRequestBy(status), {
          method: request.method,
          path,
          route: routeOf(request),
          query: queryOf(request),
          status,
          aborted: aborted || undefined,
          request_bytes: lengthOf(request.headers['content-length']),
          response_bytes: socket.bytesWritten - sentBefore,
          duration_ms: Number(process.hrtime.bigint() - started) / 1e6,
          client_ip: clientIp,
          user_agent: request.headers['user-agent'],
          user_id: userId?.(request),
        });
      });
      response.once('close', report);
      next();
    });
  };
}

const lengthOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
