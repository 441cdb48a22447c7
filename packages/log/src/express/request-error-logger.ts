import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../logger/logger.js';
import { logFailure } from '../request/request-log.js';
import { routeOf } from './route.js';

/**
 * Error middleware that logs what a route threw and passes it on; an error with a status below 500, such as that of a body that is no JSON, is an answer and
 * not logged. Express or your own handler answers. Use it after the routes.
 *
 * @example app.use(requestErrorLogger({ log }));
 */
export function requestErrorLogger(options: { readonly log: Logger }): ErrorRequestHandler {
  return (err: unknown, request, _response, next) => {
    const { method, originalUrl: url } = request;
    if (!isAnswer(err)) logFailure(options.log, err, { method, url, route: routeOf(request) });
    next(err);
  };
}

/** Whether an error says, as those of http-errors and Express do, that the client is at fault. */
function isAnswer(err: unknown): boolean {
  if (typeof err !== 'object' || err === null) return false;
  try {
    const status: unknown = Reflect.get(err, 'status') ?? Reflect.get(err, 'statusCode');
    return typeof status === 'number' && status < 500;
  } catch {
    // What cannot be asked is logged.
    return false;
  }
}
