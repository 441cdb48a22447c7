import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { serve as serveHono } from '@hono/node-server';
import Router from '@koa/router';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { browserEntries as forWeb } from '../../src/browser-entries/index.js';
import { addContext } from '../../src/context/context.js';
import * as forExpress from '../../src/express/index.js';
import * as forFastify from '../../src/fastify/index.js';
import * as forHono from '../../src/hono/index.js';
import * as forHttp from '../../src/http/index.js';
import * as forKoa from '../../src/koa/index.js';
import { createLogger } from '../../src/logger/create-logger.js';
import type { Logger } from '../../src/logger/logger.js';
import { memory } from '../../src/sinks/memory.js';

/** Starts an application that takes the entries of its pages at /logs, behind what knows the user. */
type Serve = (log: Logger) => Promise<Server>;

const knowUser = (): void => void addContext({ user_id: 'u_7' });

const FRAMEWORKS: Readonly<Record<string, Serve>> = {
  async http(log) {
    const receive = forHttp.browserEntries({ log });
    return createServer(
      forHttp.requestLogger({ log }, (request, response) => {
        knowUser();
        return receive(request, response);
      }),
    ).listen(0, '127.0.0.1');
  },
  async express(log) {
    const app = express();
    app.use(forExpress.requestLogger({ log }), express.json());
    app.use((_request, _response, next) => {
      knowUser();
      next();
    });
    app.post('/logs', forExpress.browserEntries({ log }));
    return createServer(app).listen(0, '127.0.0.1');
  },
  async 'express, its parser for text before'(log) {
    const app = express();
    app.use(forExpress.requestLogger({ log }), express.text());
    app.use((_request, _response, next) => {
      knowUser();
      next();
    });
    app.post('/logs', forExpress.browserEntries({ log }));
    return createServer(app).listen(0, '127.0.0.1');
  },
  async fastify(log) {
    const app = Fastify();
    await app.register(forFastify.requestLogger, { log });
    app.addHook('preHandler', async () => knowUser());
    app.post('/logs', forFastify.browserEntries({ log }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app.server;
  },
  async koa(log) {
    const app = new Koa();
    const router = new Router();
    router.post('/logs', forKoa.browserEntries({ log }));
    app.use(forKoa.requestLogger({ log }));
    app.use((_ctx, next) => {
      knowUser();
      return next();
    });
    app.use(router.routes());
    return createServer(app.callback()).listen(0, '127.0.0.1');
  },
  async hono(log) {
    const app = new Hono();
    app.use(forHono.requestLogger({ log }));
    app.use((_c, next) => {
      knowUser();
      return next();
    });
    app.post('/logs', forHono.browserEntries({ log }));
    return serveHono({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
  },
};

let running: Server | undefined;
afterEach(async () => {
  if (running === undefined) return;
  running.closeAllConnections();
  running.close();
  await once(running, 'close');
  running = undefined;
});

async function start(serve: Serve) {
  const captured = memory();
  const log = createLogger({ service: 'shop', level: 'info', env: {}, handleExit: false, sinks: [captured] });
  running = await serve(log);
  if (!running.listening) await once(running, 'listening');
  const { port } = running.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const written = () => captured.entries.filter(({ source }) => source === 'browser');
  return { url, port, written, captured };
}

const body = (message: string): string => {
  const entry = { id: message.padStart(32, '0'), time: Date.now(), level: 'warning', message };
  return JSON.stringify({ format: 1, sent_at: Date.now(), tab: 'a'.repeat(32), entries: [entry] });
};

describe.each(Object.entries(FRAMEWORKS))('%s', (name, serve) => {
  it('takes entries in the context of their request, and of its own origin only', async () => {
    const { url, written } = await start(serve);
    const post = async (message: string, headers: Record<string, string>, more = '') => {
      const response = await fetch(`${url}/logs`, { method: 'POST', body: body(message) + more, headers });
      expect(await response.text()).toBe('');
      return response.status;
    };
    expect(await post('1', { origin: url, 'x-request-id': 'r_1', 'user-agent': 'Firefox/140.0' })).toBe(204);
    expect(await post('2', { origin: 'https://evil.example' })).toBe(403);
    expect(await post('3', {})).toBe(403);
    expect(await post('4', { origin: url }, 'x'.repeat(70_000))).toBe(413);
    expect(await post('5', { origin: url }, '}')).toBe(400);
    expect(await post('6', { origin: url })).toBe(204);
    expect(written().map(({ message }) => message)).toEqual(['1', '6']);
    expect(written()[0]).toMatchObject({
      ...{ client_ip: '127.0.0.1', user_agent: 'Firefox/140.0', browser: 'Firefox 140', logger: 'browser' },
      ...{ request_id: 'r_1', user_id: 'u_7', trace_id: expect.any(String) },
    });
  });

  it('answers whatever comes with what it is, and goes on', async () => {
    const { url, written, captured } = await start(serve);
    const status = async (sent: string | Buffer, headers: Record<string, string>) => {
      try {
        const response = await fetch(`${url}/logs`, {
          method: 'POST',
          body: sent,
          headers: { origin: url, ...headers },
        });
        await response.text();
        return response.status;
      } catch {
        // It hung up in the middle of the upload.
        return 413;
      }
    };
    const refused = [400, 413, 415];
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const bomb = gzipSync(Buffer.alloc(60_000_000, 32), { level: 9 });
    expect(bomb.length).toBeLessThan(65_536);
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'x',
    ])
      expect(refused, type).toContain(await status(deep, { 'content-type': type }));
    for (const encoding of ['gzip', 'br', 'deflate, gzip', 'nonsense']) {
      const headers = { 'content-encoding': encoding, 'content-type': 'application/json' };
      expect(refused, encoding).toContain(await status(bomb, headers));
    }
    expect(refused).toContain(await status(Buffer.alloc(10_000_000, 32), { 'content-type': 'text/plain' }));
    expect(refused).toContain(await status(Buffer.from(body('8'), 'utf16le'), { 'content-type': 'text/plain' }));
    expect(await status(body('9'), { 'content-type': 'text/plain;charset=UTF-8' })).toBe(204);
    expect(written().map(({ message }) => message)).toEqual(['9']);
    expect(captured.entries.filter(({ level }) => level === 'ERROR')).toEqual([]);
  });

  // How a parser before us treats such a body is its own matter.
  if (name.includes('parser')) return;
  it('survives bodies that never end and clients that go away', async () => {
    const { url, port, written, captured } = await start(serve);
    const headers = { origin: url, 'content-type': 'text/plain' };
    const upload = () => httpRequest({ port, host: '127.0.0.1', path: '/logs', method: 'POST', headers });
    const connected = new Promise((resolve) => running?.once('connection', resolve));
    const gone = upload().on('error', () => {});
    const closed = new Promise((resolve) => gone.once('close', resolve));
    gone.write('{"format":1');
    await connected;
    gone.destroy();
    await closed;
    const endless = upload();
    // The server hangs up when it has had enough: with an answer, or in the middle of a write.
    const ended = new Promise<number | undefined>((resolve) => {
      endless.on('response', (response) => resolve(response.resume().statusCode));
      endless.on('error', () => resolve(undefined));
    });
    const chunk = 'x'.repeat(65_536);
    const more = (): void => void endless.write(chunk, () => !endless.destroyed && more());
    more();
    expect([413, undefined]).toContain(await ended);
    endless.destroy();
    const response = await fetch(`${url}/logs`, { method: 'POST', body: body('7'), headers });
    expect(response.status).toBe(204);
    expect(written().map(({ message }) => message)).toEqual(['7']);
    expect(captured.entries.filter(({ event }) => event === 'http.error')).toEqual([]);
  });
});

describe('a web handler', () => {
  const post = (text: string, headers: Record<string, string>) =>
    new Request('https://shop.example/logs', { method: 'POST', body: text, headers });

  it('takes a request and gives a response', async () => {
    const captured = memory();
    const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });
    const receive = forWeb({ log, trustProxy: 1 });
    const own = { origin: 'https://shop.example' };
    const through = { ...own, 'x-forwarded-for': '6.6.6.6, 192.0.2.7, 10.0.0.1' };
    expect((await receive(post(body('1'), through))).status).toBe(204);
    expect((await receive(post(body('2'), { origin: 'https://evil.example' }))).status).toBe(403);
    expect((await receive(post('x'.repeat(70_000), own))).status).toBe(413);
    expect((await receive(new Request('https://shop.example/logs'))).status).toBe(405);
    expect(captured.entries.filter(({ source }) => source === 'browser')).toMatchObject([
      { message: '1', client_ip: '10.0.0.1' },
    ]);
  });
});
