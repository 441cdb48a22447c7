import { once } from 'node:events';
import { request as requestTo } from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestLogger } from '../../src/fastify/index.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { httpError, httpRequest, requestOptionFailed } from '../../src/request/index.js';
import { memory } from '../../src/sinks/memory.js';
import { type CommonOptions, honoApp, type RunningServer, SERVERS } from './servers.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });
let server: RunningServer | undefined;

afterEach(() => {
  server?.close();
  server = undefined;
  captured.clear();
});

const found = <T>(look: () => T | undefined) => vi.waitUntil(look, { timeout: 30_000 });
const requestEntry = () => found(() => captured.ofType(httpRequest)[0]);

describe.each(Object.entries(SERVERS))('request logging on %s (L10)', (_name, serve) => {
  const start = async (options: Partial<CommonOptions> = {}) => {
    server = await serve({ log, ...options });
    return server.url;
  };

  it('writes one entry per request, and everything inside it has its ids', async () => {
    const url = await start();
    const response = await fetch(`${url}/orders/17?page=2&tag=a&tag=b&token=t-canary`, {
      headers: { 'x-request-id': 'r-1', 'user-agent': 'test', accept: 'text/x', authorization: 'Bearer t-canary' },
    });
    expect(await response.json()).toEqual({ order: '17' });
    expect(response.headers.get('x-request-id')).toBe('r-1');
    const entry = await requestEntry();
    expect(entry).toMatchObject({
      level: 'INFO',
      message: 'GET /orders/17 200',
      route: '/orders/:id',
      query: { page: '2', tag: ['a', 'b'], token: '[secret]' },
      headers: { accept: 'text/x', host: url.slice(7) },
      response_headers: { 'content-type': expect.stringContaining('application/json') },
      status: 200,
      duration_ms: expect.any(Number),
      response_bytes: expect.any(Number),
      client_ip: '127.0.0.1',
      user_agent: 'test',
      user_id: 'u_1',
      request_id: 'r-1',
      correlation_id: 'r-1',
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    for (const absent of ['aborted', 'request_body', 'response_body', 'late']) expect(entry).not.toHaveProperty(absent);
    expect(captured.entries[0]).toMatchObject({ message: 'inside', request_id: 'r-1', trace_id: entry?.trace_id });
    expect(JSON.stringify(captured.lines)).not.toContain('canary');
  });

  it('writes sanitised bodies when asked to, and keeps the context after the body was parsed', async () => {
    const url = await start({ bodies: { request: true, response: true } });
    const body = JSON.stringify({ card: { card_number: '4111-canary' }, sku: 'a' });
    const headers = { 'content-type': 'application/json', 'x-request-id': 'r-3' };
    await (await fetch(`${url}/echo`, { method: 'POST', body, headers })).text();
    expect(await requestEntry()).toMatchObject({
      request_body: { card: { card_number: '[secret]' }, sku: 'a' },
      response_body: { got: { card: { card_number: '[secret]' }, sku: 'a' }, token: '[secret]' },
      request_bytes: body.length,
    });
    expect(captured.entries[0]).toMatchObject({ message: 'parsed', request_id: 'r-3' });
    expect(JSON.stringify(captured.lines)).not.toContain('canary');
  });

  it('describes a body that is longer than the cap', async () => {
    const url = await start({ bodies: { request: true, maxBytes: 8 } });
    const headers = { 'content-type': 'application/json' };
    await (await fetch(`${url}/echo`, { method: 'POST', body: '{"password":"canary"}', headers })).text();
    expect((await requestEntry())?.request_body).toBe('[application/json, 21 bytes]');
  });

  it('logs what a handler threw, with the request in context', async () => {
    const url = await start();
    const response = await fetch(`${url}/broken?a=1`, { headers: { 'x-request-id': 'r-2' } });
    await response.text();
    expect(response.status).toBe(500);
    expect(await requestEntry()).toMatchObject({ level: 'ERROR', status: 500, route: '/broken' });
    expect(captured.ofType(httpError)).toMatchObject([
      {
        message: 'GET /broken failed: out of stock',
        route: '/broken',
        request_id: 'r-2',
        error: { type: 'TypeError', message: 'out of stock', causes: [{ message: 'refused' }] },
      },
    ]);
  });

  it('a route that does not exist is a warning', async () => {
    const url = await start();
    await (await fetch(`${url}/missing`)).text();
    const entry = await requestEntry();
    expect(entry).toMatchObject({ level: 'WARNING', status: 404 });
    expect(captured.ofType(httpError)).toEqual([]);
  });

  it('writes the entry also when the client goes away', async () => {
    const url = await start({ userId: () => 'u_9' });
    const client = requestTo(`${url}/slow`);
    client.on('error', () => {});
    client.end();
    await found(() => captured.entries.find(({ message }) => message === 'under way'));
    client.destroy();
    expect(await requestEntry()).toMatchObject({
      level: 'WARNING',
      path: '/slow',
      status: 499,
      aborted: true,
      user_id: 'u_9',
    });
  });

  it('marks what is logged after the summary as late', async () => {
    const url = await start();
    await (await fetch(`${url}/late`, { headers: { 'x-request-id': 'r-5' } })).text();
    const late = await found(() => captured.entries.find((entry) => entry.message === 'afterwards'));
    expect(late).toMatchObject({ late: true, request_id: 'r-5' });
    expect(captured.ofType(httpRequest)[0]).not.toHaveProperty('late');
  });

  it('answers with an id of its own when the one given is not sound, and writes no entry for what is ignored', async () => {
    let ignored = 0;
    const url = await start({ ignore: () => ignored++ === 0 });
    const first = await fetch(`${url}/orders/1`, { headers: { 'x-request-id': 'no spaces' } });
    await first.text();
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    await vi.waitUntil(() => ignored === 1, { timeout: 30_000 });
    await (await fetch(`${url}/orders/2`)).text();
    expect(await requestEntry()).toMatchObject({ path: '/orders/2' });
  });

  it('finds the client behind trusted proxies', async () => {
    const url = await start({ trustProxy: ['loopback', '10.0.0.0/8'] });
    await (await fetch(`${url}/orders/1`, { headers: { 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.1.1.1' } })).text();
    expect((await requestEntry())?.client_ip).toBe('1.2.3.4');
  });

  it('a callback that throws costs neither the request nor its entry (L20)', async () => {
    const thrower = () => {
      throw new Error('no session');
    };
    const url = await start({ userId: thrower, ignore: thrower });
    expect((await fetch(`${url}/orders/1`)).status).toBe(200);
    expect(await requestEntry()).toMatchObject({ status: 200 });
    expect(captured.ofType(requestOptionFailed).map((entry) => entry.option)).toEqual(['ignore', 'userId']);
  });
});

describe('requests that come otherwise', () => {
  const fastify = async (options: object = {}): Promise<FastifyInstance> => {
    const app = Fastify(options);
    await app.register(requestLogger, { log, bodies: { request: true, response: true } });
    app.post('/orders/:id', async (request) => ({ got: request.body }));
    return app;
  };
  const expected = { status: 200, route: '/orders/:id', request_body: { pin: '[secret]' }, client_ip: '127.0.0.1' };

  it('a request injected by a test is complete', async () => {
    const app = await fastify();
    await app.inject({ method: 'POST', url: '/orders/1', payload: { pin: 7 } });
    const entry = await requestEntry();
    expect(entry).toMatchObject({ ...expected, response_body: { got: { pin: '[secret]' } } });
    expect(entry).not.toHaveProperty('aborted');
    expect(entry?.response_bytes ?? 0).toEqual(expect.any(Number));
    await app.close();
  });

  it('HTTP/2', async () => {
    const app = await fastify({ http2: true });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const session = connect(`http://127.0.0.1:${port}`);
    const stream = session.request({
      ':method': 'POST',
      ':path': '/orders/1?a=1',
      'content-type': 'application/json',
      'x-request-id': 'r_2',
    });
    stream.end('{"pin":7}');
    stream.resume();
    await once(stream, 'close');
    const entry = await requestEntry();
    expect(entry).toMatchObject({ ...expected, query: { a: '1' }, request_id: 'r_2', response_bytes: 17 });
    expect(entry).not.toHaveProperty('aborted');
    session.close();
    await app.close();
  });
});

describe('hono without node:http beneath', () => {
  const app = (options: Partial<CommonOptions> = {}) => honoApp({ log, ...options });

  it('writes the entry when the answer is ready', async () => {
    const headers = { 'x-request-id': 'r-1', 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.1.1.1' };
    const response = await app({ trustProxy: 2 }).request('/orders/17?token=t-canary', { headers });
    expect(response.headers.get('x-request-id')).toBe('r-1');
    expect(captured.ofType(httpRequest)[0]).toMatchObject({
      message: 'GET /orders/17 200',
      route: '/orders/:id',
      query: { token: '[secret]' },
      client_ip: '1.2.3.4',
      user_id: 'u_1',
      request_id: 'r-1',
    });
  });

  it('writes sanitised bodies and failures', async () => {
    const bodies = { request: true, response: true };
    const body = JSON.stringify({ password: 'canary' });
    const headers = { 'content-type': 'application/json' };
    const response = await app({ bodies }).request('/echo', { method: 'POST', body, headers });
    expect(await response.json()).toEqual({ got: { password: 'canary' }, token: 't-canary' });
    expect(captured.ofType(httpRequest)[0]).toMatchObject({
      request_body: { password: '[secret]' },
      response_body: { got: { password: '[secret]' }, token: '[secret]' },
    });
    expect((await app().request('/broken')).status).toBe(500);
    expect(captured.ofType(httpError)[0]).toMatchObject({ path: '/broken', error: { message: 'out of stock' } });
  });
});
