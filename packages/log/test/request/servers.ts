import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve as serveHono } from '@hono/node-server';
import Router from '@koa/router';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { addContext } from '../../src/context/context.js';
import * as forExpress from '../../src/express/index.js';
import * as forFastify from '../../src/fastify/index.js';
import * as forHono from '../../src/hono/index.js';
import * as forHttp from '../../src/http/index.js';
import * as forKoa from '../../src/koa/index.js';
import type { Logger } from '../../src/logger/logger.js';
import type { RequestLogOptions } from '../../src/request/options.js';

/** Options that every integration takes in the same form. */
export type CommonOptions = Omit<RequestLogOptions<never>, 'userId' | 'ignore'> & {
  readonly userId?: () => string | undefined;
  readonly ignore?: () => boolean;
};

export interface RunningServer {
  readonly url: string;
  close(): void;
}

/** Starts an application with the same routes on each framework. */
export type Serve = (options: CommonOptions) => Promise<RunningServer>;

/** What the routes do, whatever they are written in. */
const work = (log: Logger) => ({
  async order(id: string) {
    await sleep(1);
    addContext({ user_id: 'u_1' });
    log.info('inside');
    return { order: id };
  },
  echo(body: unknown) {
    log.info('parsed');
    return { got: body, token: 't-canary' };
  },
  late() {
    setTimeout(() => log.info('afterwards'), 150);
    return { ok: true };
  },
  /** What follows never answers. */
  slow(): void {
    log.info('under way');
  },
  broken(): never {
    throw new TypeError('out of stock', { cause: new Error('refused') });
  },
});

const running = async (server: Server): Promise<RunningServer> => {
  if (!server.listening) await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};

export const SERVERS: Readonly<Record<string, Serve>> = {
  async http(options) {
    const does = work(options.log);
    const route = (request: { url?: string | undefined }) =>
      request.url?.startsWith('/orders/') ? '/orders/:id' : request.url?.split('?')[0];
    const listener = forHttp.requestLogger({ ...options, route }, async (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x');
      const answer = (value: unknown) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(value));
      };
      if (pathname.startsWith('/orders/')) answer(await does.order(pathname.slice(8)));
      else if (pathname === '/echo') {
        let text = '';
        for await (const chunk of request) text += chunk;
        answer(does.echo(JSON.parse(text)));
      } else if (pathname === '/late') answer(does.late());
      else if (pathname === '/broken') does.broken();
      else if (pathname === '/slow') does.slow();
      else {
        response.statusCode = 404;
        response.end();
      }
    });
    return running(createServer(listener).listen(0, '127.0.0.1'));
  },

  async express(options) {
    const does = work(options.log);
    const app = express();
    app.set('env', 'test');
    app.use(forExpress.requestLogger(options), express.json());
    app.get('/orders/:id', async (request, response) => void response.json(await does.order(request.params.id)));
    app.post('/echo', (request, response) => void response.json(does.echo(request.body)));
    app.get('/late', (_request, response) => void response.json(does.late()));
    app.get('/broken', () => does.broken());
    app.get('/slow', () => does.slow());
    app.use(forExpress.requestErrorLogger(options));
    return running(createServer(app).listen(0, '127.0.0.1'));
  },

  async fastify(options) {
    const does = work(options.log);
    const app = Fastify();
    await app.register(forFastify.requestLogger, options);
    app.get<{ Params: { id: string } }>('/orders/:id', (request) => does.order(request.params.id));
    app.post('/echo', async (request) => does.echo(request.body));
    app.get('/late', async () => does.late());
    app.get('/broken', async () => does.broken());
    app.get('/slow', () => {
      does.slow();
      return new Promise(() => {});
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return running(app.server);
  },

  async koa(options) {
    const does = work(options.log);
    const app = new Koa();
    app.silent = true;
    app.use(forKoa.requestLogger(options));
    const router = new Router();
    router.get('/orders/:id', async (ctx) => {
      ctx.body = await does.order(ctx.params.id ?? '');
    });
    router.post('/echo', async (ctx) => {
      let text = '';
      for await (const chunk of ctx.req) text += chunk;
      ctx.body = does.echo(JSON.parse(text));
    });
    router.get('/late', (ctx) => {
      ctx.body = does.late();
    });
    router.get('/broken', () => does.broken());
    router.get('/slow', () => {
      does.slow();
      return new Promise(() => {});
    });
    app.use(router.routes());
    return running(createServer(app.callback()).listen(0, '127.0.0.1'));
  },

  async hono(options) {
    const server = serveHono({ fetch: honoApp(options).fetch, hostname: '127.0.0.1', port: 0 });
    return running(server as Server);
  },
};

/** The Hono application by itself, for the way without node:http. */
export function honoApp(options: CommonOptions): Hono {
  const does = work(options.log);
  const app = new Hono();
  app.use(forHono.requestLogger(options));
  app.get('/orders/:id', async (c) => c.json(await does.order(c.req.param('id'))));
  app.post('/echo', async (c) => c.json(does.echo(await c.req.json())));
  app.get('/late', (c) => c.json(does.late()));
  app.get('/broken', () => does.broken());
  app.get('/slow', () => {
    does.slow();
    return new Promise<Response>(() => {});
  });
  app.onError((_error, c) => c.body(null, 500));
  return app;
}
