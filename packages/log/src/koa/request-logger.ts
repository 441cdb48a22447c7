import type { Context, Middleware } from 'koa';
import type { RequestLogOptions } from '../request/options.js';
import { RequestLog } from '../request/request-log.js';

/** What {@link requestLogger} takes. The client's address follows Koa's `app.proxy` unless `trustProxy` is given. */
export type RequestLoggerOptions = RequestLogOptions<Context>;

/**
 * Middleware for Koa 2 and 3: gives every request a context, answers with `X-Request-ID`, writes one `http.request` entry when
 * the response is finished or the client has gone, and one `http.error` entry for what nothing after it caught; that is
 * passed on. An error that carries a status below 500 is an answer (`ctx.throw(404)`) and no `http.error`. Use it before
 * everything else.
 *
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * app.use(requestLogger({ log }));
 * app.use((ctx) => {
 *   log.info('Looking up');   // has the request's ids
 *   ctx.body = order;
 * });
 */
export function requestLogger(options: RequestLoggerOptions): Middleware {
  const requests = new RequestLog<Context>(options);
  return (ctx, next) => {
    const { req: incoming, res: outgoing, originalUrl: url, ip } = ctx;
    const route = (): string | undefined => routeOf(ctx);
    return requests.observe({ incoming, outgoing, request: ctx, url, ip, route }, async () => {
      try {
        await next();
      } catch (err) {
        if (!isAnswer(err)) requests.failed(err, { method: ctx.method, url, route: route() });
        throw err;
      }
    });
  };
}

/** Routers (@koa/router, koa-router) leave the pattern they matched in `ctx._matchedRoute`. */
function routeOf(ctx: Context): string | undefined {
  const route: unknown = ctx._matchedRoute;
  return typeof route === 'string' ? route : undefined;
}

/** Whether an error is Koa's way to answer with a status that is the client's fault. */
function isAnswer(err: unknown): boolean {
  const status = typeof err === 'object' && err !== null ? Reflect.get(err, 'status') : undefined;
  return typeof status === 'number' && status < 500;
}
