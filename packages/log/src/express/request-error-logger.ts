import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../logger/logger.js';
import { logFailure } from '../request/request-log.js';
import { routeOf } from './route.js';

/**
 * Error middleware that logs what a route threw and passes it on; Express or your own handler answers. Use it after the routes.
 *
 * @example app.use(requestErrorLogger({ log }));
 */
export function requestErrorLogger(options: { readonly log: Logger }): ErrorRequestHandler {
  return (err: unknown, request, _response, next) => {
    const { method, originalUrl: url } = request;
    logFailure(options.log, err, { method, url, route: routeOf(request) });
    next(err);
  };
}
