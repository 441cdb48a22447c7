import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import process from 'node:process';
import { contextFromHeaders, createLogger, type Logger, withContext } from '@heartwood/log';
import { requestLogger as expressLogger } from '@heartwood/log/express';
import { requestLogger as fastifyLogger } from '@heartwood/log/fastify';
import express from 'express';
import { fastify } from 'fastify';
import { pinoHttp } from 'pino-http';

/** What a small API answers: an order of some 600 bytes, made anew for every request. */
const order = (id: string): object => ({
  id,
  customer: { id: 'c_17', name: 'Ada Example', city: 'Köln' },
  items: Array.from({ length: 5 }, (_, index) => ({ sku: `sku-${index}`, quantity: index + 1, price: 12.9 * index })),
  placedAt: new Date().toISOString(),
});

const PAGE = JSON.stringify(Array.from({ length: 30 }, (_, index) => order(`o_${index}`)));

/** What a handler does besides: reading and writing JSON, for so many microseconds. */
function work(microseconds: number): void {
  for (const end = performance.now() + microseconds / 1_000; performance.now() < end; )
    JSON.stringify(JSON.parse(PAGE));
}

/**
 * How the application logs: not at all; by pino as the framework's users have it, which is pino-http or Fastify's own logger; or by Heartwood, with an
 * entry for each request or with a context for it alone.
 */
type Logging =
  | { readonly by: 'nobody' | 'pino' }
  | { readonly by: 'heartwood'; readonly log: Logger; readonly contextOnly: boolean };

const inContext = (headers: IncomingHttpHeaders, run: () => void): void =>
  withContext(contextFromHeaders(headers), run);

async function expressServer(logging: Logging, workUs: number): Promise<Server> {
  const app = express();
  if (logging.by === 'pino') app.use(pinoHttp());
  if (logging.by === 'heartwood') {
    if (logging.contextOnly) app.use((request, _response, next) => inContext(request.headers, next));
    else app.use(expressLogger({ log: logging.log }));
  }
  app.get('/orders/:id', (request, response) => {
    work(workUs);
    response.json(order(request.params.id));
  });
  return new Promise((resolve) => {
    const server: Server = app.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function fastifyServer(logging: Logging, workUs: number): Promise<Server> {
  const app = fastify({ logger: logging.by === 'pino' });
  if (logging.by === 'heartwood') {
    if (logging.contextOnly) app.addHook('onRequest', (request, _reply, next) => inContext(request.headers, next));
    else await app.register(fastifyLogger, { log: logging.log });
  }
  app.get<{ Params: { id: string } }>('/orders/:id', async (request) => {
    work(workUs);
    return order(request.params.id);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server;
}

function loggingOf(variant: string | undefined): Logging {
  if (variant === 'without') return { by: 'nobody' };
  if (variant === 'pino') return { by: 'pino' };
  return {
    by: 'heartwood',
    log: createLogger({ service: 'bench', format: 'json' }),
    contextOnly: variant === 'context',
  };
}

/** node application.js <express|fastify> <without|context|with|pino> <work in µs>: sends its port, and its processor time whenever it is asked. */
const [framework, variant, workUs] = process.argv.slice(2);
const serve = framework === 'express' ? expressServer : fastifyServer;
const server = await serve(loggingOf(variant), Number(workUs));
process.send?.((server.address() as AddressInfo).port);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
