import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from './destination.js';
import { postBatch } from './post.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

/** A server below HTTP. */
async function listen(serve: (socket: Socket) => void): Promise<URL> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
    serve(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const post = (url: URL, timeoutMs?: number): Promise<Outcome> =>
  postBatch({ url, headers: {}, body: 'x', timeoutMs }, new AbortController().signal, ({ body }) => ({
    kind: 'settled',
    rejected: body.length,
  }));

/** Writes a byte every few milliseconds, for ever. */
function trickle(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write('a'), 5);
  socket.on('close', () => clearInterval(timer));
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('postBatch', () => {
  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['never answers', () => {}, /no answer within 0.3 s/],
    ['sends its headers a byte at a time', (socket) => trickle(socket, `${OK}x-slow: `), /no answer within 0.3 s/],
    [
      'sends its answer a byte at a time',
      (socket) => trickle(socket, `${OK}content-length: 100000\r\n\r\n`),
      /no answer within 0.3 s/,
    ],
    ['resets the connection', (socket) => socket.resetAndDestroy(), /ECONNRESET|EPIPE/],
    ['breaks off its answer', (socket) => socket.end(`${OK}content-length: 10\r\n\r\nab`), /aborted|closed/],
    ['speaks something else', (socket) => socket.end('220 mail.example ESMTP\r\n'), /Parse Error/],
    [
      'redirects',
      (socket) => socket.end('HTTP/1.1 308 Moved\r\nlocation: https://new.example/\r\ncontent-length: 0\r\n\r\n'),
      /HTTP 308, a redirect to https:\/\/new\.example\/, which is not followed/,
    ],
  ])('takes a server that %s for unavailable', async (_, serve, reason) => {
    const outcome = await post(await listen(serve), 300);
    expect(outcome).toMatchObject({ kind: 'unavailable', reason: expect.stringMatching(reason) });
  });

  it('keeps a bounded part of an answer that does not end', async () => {
    const url = await listen((socket) => {
      const more = 'x'.repeat(1024 * 1024);
      socket.write(`${OK}\r\n`);
      for (let n = 0; n < 20; n++) socket.write(more);
      socket.end();
    });
    const outcome = await post(url);
    expect(outcome).toMatchObject({ kind: 'settled' });
    expect(outcome.kind === 'settled' && outcome.rejected).toBeLessThan(9 * 1024 * 1024);
  });

  it('takes a name that cannot be resolved for unavailable', async () => {
    expect(await post(new URL('http://nowhere.invalid/'))).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });
});
