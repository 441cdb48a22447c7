import type { AddressInfo, Server } from 'node:net';
import process from 'node:process';
import { createLogger, type Logger } from '@heartwood/log';
import { requestLogger as expressLogger } from '@heartwood/log/express';
import { requestLogger as fastifyLogger } from '@heartwood/log/fastify';
import express from 'express';
import { fastify } from 'fastify';

/** What a small API answers: an order of some 600 bytes, made anew for every request. */
const order = (id: string): object => ({
  id,
  customer: { id: 'c_17', name: 'Ada Example', city: 'Köln' },
  items: Array.from({ length: 5 }, (_, index) => ({ sku: `sku-${index}`, quantity: index + 1, price: 12.9 * index })),
  placedAt: new Date().toISOString(),
});

async function expressServer(log: Logger | undefined): Promise<Server> {
  const app = express();
  if (log !== undefined) app.use(expressLogger({ log }));
  app.get('/orders/:id', (request, response) => {
    response.json(order(request.params.id));
  });
  return new Promise((resolve) => {
    const server: Server = app.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function fastifyServer(log: Logger | undefined): Promise<Server> {
  const app = fastify();
  if (log !== undefined) await app.register(fastifyLogger, { log });
  app.get<{ Params: { id: string } }>('/orders/:id', async (request) => order(request.params.id));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server;
}

/** node application.js <express|fastify> <with|without>: sends its port, and its processor time whenever it is asked. */
const [framework, variant] = process.argv.slice(2);
const log = variant === 'with' ? createLogger({ service: 'bench', format: 'json' }) : undefined;
const server = await (framework === 'express' ? expressServer(log) : fastifyServer(log));
process.send?.((server.address() as AddressInfo).port);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
