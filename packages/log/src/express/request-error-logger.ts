import { errorDetail } from '@heartwood/redact';
import type { ErrorRequestHandler } from 'express';
import { httpError } from '../http/request-entry.js';
import type { Logger } from '../logger/logger.js';
import { pathOf, routeOf } from './request.js';

/**
 * Error middleware that logs what a route threw and passes it on; Express or your own handler answers. Use it after the routes.
 *
 * @example app.use(requestErrorLogger({ log }));
 */
export function requestErrorLogger(options: { readonly log: Logger }): ErrorRequestHandler {
  return (err: unknown, request, _response, next) => {
    const reason = errorDetail(err).message ?? '';
    options.log.emit(httpError, {
      method: request.method,
      path: pathOf(request),
      route: routeOf(request),
      reason,
      err,
    });
    next(err);
  };
}
