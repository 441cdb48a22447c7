import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { deflateSync, gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ingest } from '../../pipeline/raw-batch.js';
import { lokiPushRoutes } from '../loki/index.js';
import { nativeIngestRoutes } from '../native/index.js';
import { type BodyBudget, createBodyBudget } from './body-budget.js';
import { BodyError } from './body-error.js';
import { withBody } from './read-body.js';

const STALL = 800;
const LIMITS = { bodyBytes: 1_000_000, compressionRatio: 200, stallMs: STALL };

let budget: BodyBudget;
/** Most of the budget that was taken at once, bytes. */
let most: number;
let server: Server;
let port: number;
beforeEach(async () => {
  const real = createBodyBudget();
  most = 0;
  budget = {
    take(bytes) {
      real.take(bytes);
      most = Math.max(most, real.taken);
    },
    give: real.give,
    get taken() {
      return real.taken;
    },
  };
  server = createServer((request, response) => {
    const { 'content-encoding': encoding, 'content-length': length } = request.headers;
    withBody(request, { encoding, length, limits: LIMITS, budget }, async (body) => body.toString()).then(
      (body) => response.end(body),
      (error: unknown) => {
        const status = error instanceof BodyError ? error.status : 500;
        response.writeHead(status, { connection: 'close' }).end(String(error));
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function connected(to = port): Promise<Socket> {
  const socket = connect(to, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const head = (path: string, length: number, ...headers: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'host: x', `content-length: ${length}`, ...headers, '', ''].join('\r\n');

const post = (body: Uint8Array, encoding = 'identity') =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers: { 'content-encoding': encoding } });

describe('withBody', () => {
  it.each([
    ['identity', Buffer.from('a body')],
    ['gzip', gzipSync('a body')],
    ['deflate', deflateSync('a body')],
  ])('reads a body with encoding %s', async (encoding, body) => {
    expect(await (await post(body, encoding)).text()).toBe('a body');
    expect(budget.taken).toBe(0);
  });

  it.each<[number, string, Uint8Array, string]>([
    [400, 'broken compression', Buffer.from('no gzip'), 'gzip'],
    [413, 'a body that is too large', Buffer.alloc(1_000_001), 'identity'],
    [413, 'a body that grows too large', gzipSync(Buffer.alloc(1_000_001)), 'gzip'],
    [415, 'an encoding nobody knows', Buffer.from('x'), 'br'],
  ])('answers %d to %s', async (status, _what, body, encoding) => {
    const answer = await post(body, encoding);
    await answer.text();
    expect(answer.status).toBe(status);
    expect(budget.taken).toBe(0);
  });

  it('gives up a body that stands still, gives its memory back and hangs up', async () => {
    const socket = await connected();
    socket.write(`${head('/', 500_000)}${'x'.repeat(400_000)}`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 [\s\S]*came to a halt/);
    expect(most).toBe(400_000);
    expect(budget.taken).toBe(0);
  });

  it('gives up a body that trickles', async () => {
    const socket = await connected();
    socket.write(head('/', 500_000));
    const timer = setInterval(() => socket.write('x'), STALL / 8);
    try {
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      clearInterval(timer);
      socket.destroy();
    }
  });

  it('takes a body that is slow but moves, however long it takes', async () => {
    const socket = await connected();
    const pieces = 40;
    const piece = 'x'.repeat(1_000);
    socket.write(head('/', pieces * piece.length, 'connection: close'));
    for (let sent = 0; sent < pieces; sent++) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, STALL / 10));
    }
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [\s\S]*x{1000}/);
  });
});

describe('a body that stalls on its way to a protocol', () => {
  const nothing: Ingest = { accept: async () => ({ accepted: 0, rejected: [], replayed: false }) };

  it.each([
    ['/api/v1/ingest', 'application/x-ndjson', /"code":"request_timeout"/],
    ['/loki/api/v1/push', 'application/json', /\r\n\r\nthe body came to a halt/],
  ])('is answered 408 by %s, and the connection ends', async (path, type, body) => {
    const app = Fastify();
    const options = { ingest: nothing, authenticate: async () => {}, source: () => ({}), limits: { stallMs: STALL } };
    await app.register(nativeIngestRoutes, options);
    await app.register(lokiPushRoutes, options);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = await connected((app.server.address() as AddressInfo).port);
    socket.write(`${head(path, 500, `content-type: ${type}`)}{`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*connection: close/i);
    expect(answer).toMatch(body);
    await app.close();
  });
});
