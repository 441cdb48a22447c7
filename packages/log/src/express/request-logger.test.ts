import { once } from 'node:events';
import { createServer, request as httpRequestTo, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express } from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addContext } from '../context/context.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { httpError, httpRequest, requestErrorLogger, requestLogger } from './index.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });
let server: Server | undefined;

afterEach(async () => {
  captured.clear();
  server?.closeAllConnections();
  server?.close();
});

async function serve(routes: (app: Express) => void): Promise<string> {
  const app = express();
  app.use(requestLogger({ log, ignore: (request) => request.path === '/healthz' }));
  routes(app);
  app.use(requestErrorLogger({ log }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const requestEntry = () => vi.waitUntil(() => captured.ofType(httpRequest)[0], { timeout: 30_000 });

describe('requestLogger', () => {
  it('writes one entry per request and gives everything inside its ids', async () => {
    const url = await serve((app) => {
      app.get('/orders/:id', async (_request, response) => {
        await sleep(1);
        addContext({ user_id: 'u_1' });
        log.info('inside');
        response.json({ ok: true });
      });
    });
    const response = await fetch(`${url}/orders/17?page=2&tag=a&tag=b&token=t-canary`, {
      headers: { 'x-request-id': 'r-1', 'user-agent': 'test' },
    });
    await response.text();
    expect(response.headers.get('x-request-id')).toBe('r-1');
    const entry = await requestEntry();
    expect(entry).toMatchObject({
      level: 'INFO',
      message: 'GET /orders/17 200',
      method: 'GET',
      path: '/orders/17',
      route: '/orders/:id',
      query: { page: '2', tag: ['a', 'b'], token: '[secret]' },
      status: 200,
      duration_ms: expect.any(Number),
      response_bytes: expect.any(Number),
      client_ip: '127.0.0.1',
      user_agent: 'test',
      user_id: 'u_1',
      request_id: 'r-1',
      correlation_id: 'r-1',
    });
    expect(entry).not.toHaveProperty('aborted');
    expect(captured.entries[0]).toMatchObject({ message: 'inside', request_id: 'r-1', trace_id: entry?.trace_id });
    expect(JSON.stringify(captured.lines)).not.toContain('canary');
  });

  it.each([
    ['/missing', 404, 'WARNING'],
    ['/broken', 500, 'ERROR'],
  ])('%s has level by its status', async (path, status, level) => {
    const url = await serve((app) => {
      app.get('/broken', () => {
        throw new Error('out of stock');
      });
      app.use((_error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
        response.status(500).end();
      });
    });
    expect((await fetch(url + path)).status).toBe(status);
    expect(await requestEntry()).toMatchObject({ level, status });
  });

  it('logs what a route threw, with the request in context', async () => {
    const url = await serve((app) => {
      app.set('env', 'test');
      app.post('/pay', async () => {
        throw new TypeError('no answer', { cause: new Error('refused') });
      });
    });
    await fetch(`${url}/pay`, { method: 'POST', body: 'abc', headers: { 'x-request-id': 'r-2' } });
    await requestEntry();
    expect(captured.ofType(httpError)[0]).toMatchObject({
      level: 'ERROR',
      message: 'POST /pay failed: no answer',
      request_id: 'r-2',
      error: { type: 'TypeError', message: 'no answer', causes: [{ message: 'refused' }] },
    });
    expect(captured.ofType(httpRequest)[0]).toMatchObject({ status: 500, request_bytes: 3 });
  });

  it('writes the entry also when the client goes away', async () => {
    const url = await serve((app) => {
      app.get('/slow', () => client.destroy());
    });
    const client = httpRequestTo(`${url}/slow`);
    client.on('error', () => {});
    client.end();
    expect(await requestEntry()).toMatchObject({ level: 'WARNING', status: 499, aborted: true, route: '/slow' });
  });

  it('answers with an id of its own when the one given is not sound, and writes no entry for what is ignored', async () => {
    const url = await serve((app) => {
      app.get('/healthz', (_request, response) => void response.end());
      app.get('/', (_request, response) => void response.end());
    });
    const health = await fetch(`${url}/healthz`, { headers: { 'x-request-id': 'no spaces' } });
    expect(health.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    await fetch(url);
    await requestEntry();
    expect(captured.ofType(httpRequest).map((entry) => entry.path)).toEqual(['/']);
  });
});
