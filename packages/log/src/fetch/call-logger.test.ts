import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { withContext } from '../context/context.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { type CallLoggerOptions, callAnswered, callFailed, logCalls } from './index.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });

describe('logCalls (L17)', () => {
  let server: Server;
  let origin: string;
  let flaky = 0;
  let received: IncomingHttpHeaders = {};
  let stop = () => {};

  beforeAll(async () => {
    server = createServer((request, response) => {
      received = request.headers;
      if (request.url?.startsWith('/broken')) response.statusCode = 503;
      if (request.url === '/flaky' && flaky++ < 2) response.statusCode = 503;
      if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': 100 });
        response.write('abc', () => response.destroy());
        return;
      }
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  afterEach(() => {
    stop();
    captured.clear();
  });

  const start = (options: Partial<CallLoggerOptions> = {}) => {
    // None is slow unless a test says so, whatever else the machine does.
    stop = logCalls({ log, slowMs: 60_000, ...options });
  };
  const get = async (path: string) => (await fetch(origin + path)).text();
  const answered = (count: number) =>
    vi.waitUntil(() => captured.ofType(callAnswered).length === count, { timeout: 30_000 });

  it('writes address, status and times, in the context of the caller', async () => {
    start();
    await withContext({ request_id: 'r_1' }, () => get('/charge?amount=7&api_key=canary'));
    await answered(1);
    expect(captured.entries).toMatchObject([
      {
        level: 'INFO',
        event: 'http_client.request',
        message: `GET ${origin}/charge 200`,
        path: '/charge',
        query: { amount: '7', api_key: '[secret]' },
        status: 200,
        attempt: 1,
        duration_ms: expect.any(Number),
        waited_ms: expect.any(Number),
        request_id: 'r_1',
      },
    ]);
    expect(captured.lines.join()).not.toContain('canary');
    expect(received['x-request-id']).toBeUndefined();
  });

  it('a call that is made again after it failed is a retry', async () => {
    start();
    flaky = 0;
    await withContext({ request_id: 'r_2' }, async () => {
      for (let i = 0; i < 4; i++) await get('/flaky');
    });
    await answered(4);
    expect(captured.entries.map((entry) => [entry.level, entry.status, entry.attempt])).toEqual([
      ['WARNING', 503, 1],
      ['WARNING', 503, 2],
      ['INFO', 200, 3],
      ['INFO', 200, 1],
    ]);
  });

  it('writes failures: nobody there, and an answer that broke off', async () => {
    start();
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const nowhere = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    await expect(fetch(`${nowhere}/x`)).rejects.toThrow();
    await expect(get('/cut')).rejects.toThrow();
    await vi.waitUntil(() => captured.ofType(callFailed).length === 2, { timeout: 30_000 });
    expect(captured.ofType(callFailed)).toMatchObject([
      { level: 'ERROR', origin: nowhere, path: '/x', reason: 'ECONNREFUSED', attempt: 1 },
      { origin, path: '/cut', error: { code: expect.any(String) } },
    ]);
  });

  it('marks what was slow, passes over what is ignored, and tells only the chosen their ids', async () => {
    start({ slowMs: 0, ignore: (_origin, path) => path === '/quiet', propagateTo: (to) => to === origin });
    await withContext({ request_id: 'r_3' }, async () => {
      await get('/quiet');
      expect(received['x-request-id']).toBe('r_3');
      await get('/slow');
    });
    await answered(1);
    expect(captured.entries).toMatchObject([{ level: 'WARNING', path: '/slow', slow: true }]);
  });

  it('an option that throws breaks no call (L20)', async () => {
    const thrower = () => {
      throw new Error('no');
    };
    start({ ignore: thrower, propagateTo: thrower });
    expect(await get('/x')).toBe('{}');
    await answered(1);
  });

  it('writes nothing once it is stopped', async () => {
    start();
    stop();
    await get('/x');
    expect(captured.entries).toEqual([]);
  });
});
