import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import {
  logSockets,
  type ObservedSockets,
  type SocketLoggerOptions,
  socketAuthenticated,
  socketClosed,
  socketConnected,
  socketFailed,
  socketMessage,
  socketRateLimited,
  socketRefused,
} from './index.js';

const captured = memory();
const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
let http: Server;
let server: WebSocketServer;
let sockets: ObservedSockets;

afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
  http.closeAllConnections();
  http.close();
  captured.clear();
});

async function start(
  onConnection: (socket: WebSocket) => void,
  options: Partial<SocketLoggerOptions> = {},
  verifyClient?: () => boolean,
): Promise<string> {
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  server = new WebSocketServer({ server: http, maxPayload: 100, ...(verifyClient && { verifyClient }) });
  sockets = logSockets(server, { log, ...options });
  server.on('connection', onConnection);
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

const opened = async (url: string, headers: Record<string, string> = {}): Promise<WebSocket> => {
  const client = new WebSocket(url, { headers });
  client.on('error', () => {});
  await once(client, 'open');
  return client;
};
const written = (type: typeof socketClosed | typeof socketRefused | typeof socketFailed) =>
  vi.waitUntil(() => captured.ofType(type)[0], { timeout: 30_000 });

describe('logSockets (L15)', () => {
  it('writes the life of a connection in one context, without the content of its messages', async () => {
    const url = await start(
      (socket) => {
        const session = sockets.session(socket);
        socket.on('message', async (data) => {
          log.info('inside');
          await sleep(1);
          if (String(data).includes('login')) session?.authenticated('u_7', { method: 'message' });
          else session?.rateLimited({ limit: 10, windowMs: 1_000 });
          socket.send('answer');
        });
      },
      { kindOf: (data) => JSON.parse(String(data)).type, trustProxy: 1 },
    );
    const headers = {
      'x-request-id': 'r_1',
      'x-forwarded-for': '1.2.3.4',
      'user-agent': 'test',
      origin: 'http://shop',
    };
    const client = await opened(`${url}/chat?room=7&token=canary`, headers);
    client.send('{"type":"login","password":"canary"}');
    await once(client, 'message');
    client.send(Buffer.from('no json: canary'));
    await once(client, 'message');
    client.close(1000, 'bye');
    const closed = await written(socketClosed);

    expect(closed).toMatchObject({
      message: 'WebSocket /chat closed: 1000',
      reason: 'bye',
      messages_received: 2,
      messages_sent: 2,
      bytes_received: 51,
      bytes_sent: 12,
      duration_ms: expect.any(Number),
      user_id: 'u_7',
    });
    expect(captured.ofType(socketConnected)).toMatchObject([
      {
        path: '/chat',
        query: { room: '7', token: '[secret]' },
        origin: 'http://shop',
        client_ip: '1.2.3.4',
        user_agent: 'test',
      },
    ]);
    expect(captured.ofType(socketMessage)).toMatchObject([
      { level: 'DEBUG', direction: 'received', kind: 'login', binary: false, bytes: 36 },
      { direction: 'sent', bytes: 6 },
      { direction: 'received', binary: true, bytes: 15, user_id: 'u_7' },
      { direction: 'sent', bytes: 6 },
    ]);
    expect(captured.ofType(socketAuthenticated)).toMatchObject([
      { stream: 'security', user_id: 'u_7', method: 'message' },
    ]);
    expect(captured.ofType(socketRateLimited)).toMatchObject([{ stream: 'security', limit: 10, window_ms: 1_000 }]);
    expect(captured.entries.filter((entry) => entry.request_id !== 'r_1')).toEqual([]);
    expect(captured.entries.filter((entry) => entry.message === 'inside')).toHaveLength(2);
    expect(captured.lines.join()).not.toContain('canary');
  });

  it('writes refusals: by verifyClient, by ws itself, by the application before and after', async () => {
    const url = await start(
      () => {},
      {},
      () => false,
    );
    const client = new WebSocket(`${url}/private`, { origin: 'http://evil' });
    await once(client, 'error');
    expect(await written(socketRefused)).toMatchObject({
      level: 'WARNING',
      stream: 'security',
      path: '/private',
      reason: 'Unauthorized',
      status: 401,
      origin: 'http://evil',
      client_ip: '127.0.0.1',
    });
    captured.clear();
    const raw = connect(Number(url.split(':')[2]), '127.0.0.1');
    raw.write(
      'GET /old HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 1\r\n\r\n',
    );
    raw.resume();
    await once(raw, 'close');
    expect(await written(socketRefused)).toMatchObject({ path: '/old', status: 400 });
  });

  it('writes refusals of a connection that is already open', async () => {
    const url = await start((socket) => {
      sockets.session(socket)?.refused('unknown ticket');
      socket.close(4401, 'unknown ticket');
    });
    await opened(`${url}/chat`);
    expect(await written(socketClosed)).toMatchObject({ code: 4401, reason: 'unknown ticket' });
    expect(captured.ofType(socketRefused)).toMatchObject([{ reason: 'unknown ticket' }]);
  });

  it('writes errors and connections that break', async () => {
    const url = await start((socket) => socket.on('error', () => {}), { messages: false });
    const client = await opened(`${url}/upload`);
    client.send('x'.repeat(1_000));
    expect(await written(socketFailed)).toMatchObject({ level: 'ERROR', reason: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' });
    await written(socketClosed);
    captured.clear();
    (await opened(`${url}/broken`)).terminate();
    expect(await written(socketClosed)).toMatchObject({ path: '/broken', code: 1006 });
    expect(captured.ofType(socketMessage)).toEqual([]);
  });
});
