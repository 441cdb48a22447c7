import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorResponseSchema } from '../contract/index.js';
import { createHttpServer } from './http-server.js';

let app: FastifyInstance;
beforeAll(async () => {
  app = await createHttpServer({ trustProxy: false });
  app.get('/things/:name', async () => 'here');
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** Sends a request as it is written, and reads until the server hangs up. */
function answerTo(request: string): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

const get = (path: string, header = ''): string =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${header}\r\n`;

describe('a request that cannot be read', () => {
  const refuse = (what: string, request: string, status: number, code: string, message: RegExp) =>
    it(`is answered in the contract's shape: ${what}`, async () => {
      const answer = await answerTo(request);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(head).toMatch(/content-type: application\/json/i);
      expect(head).toMatch(/connection: close/i);
      expect(errorResponseSchema.parse(JSON.parse(body)).error).toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    });

  refuse('a path that is no UTF-8', get('/%ff'), 400, 'bad_request', /percent-encoded/);
  refuse('a broken escape', get('/things/%e0%a4%a'), 400, 'bad_request', /percent-encoded/);
  refuse('a part of the path that is too long', get(`/things/${'x'.repeat(1_001)}`), 400, 'bad_request', /longer than/);
  refuse('headers that are too large', get('/', `x: ${'x'.repeat(17_000)}\r\n`), 431, 'headers_too_large', /16 KiB/);
  refuse('an address that is too long', get(`/${'x'.repeat(17_000)}`), 431, 'headers_too_large', /16 KiB/);
  refuse('no HTTP', '\u0016\u0003\u0001 hello\r\n\r\n', 400, 'bad_request', /not HTTP/);

  it('keeps what can be read working', async () => {
    expect(await answerTo(get('/things/one'))).toMatch(/^HTTP\/1\.1 200 .*here$/s);
  });
});
