import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One request as the server got it, its body decompressed. */
export interface WireRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server over real HTTP whose every answer the test gives; it keeps all requests. */
export class WireServer {
  readonly requests: WireRequest[] = [];
  answer: (request: WireRequest, response: ServerResponse) => void;
  readonly #server;
  readonly #scheme: 'http' | 'https';

  constructor(answer: WireServer['answer'], tls?: { key: string; cert: string }) {
    this.answer = answer;
    const serve = (request: IncomingMessage, response: ServerResponse): void => void this.#serve(request, response);
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
    this.#scheme = tls === undefined ? 'http' : 'https';
  }

  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The sender was killed, or gave up, in the middle of it.
      return;
    }
    const whole = Buffer.concat(chunks);
    const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole).toString();
    const received = { method: request.method, path: request.url ?? '', headers: request.headers, body };
    this.requests.push(received);
    this.answer(received, response);
  }
}
