import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One request as the server got it. */
export interface ReceivedBatch {
  readonly key: string | undefined;
  readonly authorization: string | undefined;
  readonly lines: readonly string[];
}

type Answer = (batch: ReceivedBatch, response: ServerResponse) => void;

/** A server that speaks the native ingest contract over real HTTP; what it answers can be changed at any time. */
export class IngestServer {
  /** Every request, also those that were not accepted. */
  readonly requests: ReceivedBatch[] = [];
  /** Lines of accepted batches; a batch whose key is known is not stored again. */
  readonly stored: string[] = [];
  readonly #keys = new Set<string>();
  /** Default: accepts everything. */
  answer: Answer = (batch, response) => this.accept(batch, response);
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  accept(batch: ReceivedBatch, response: ServerResponse): void {
    this.store(batch);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ accepted: batch.lines.length, rejected: [] }));
  }

  /** Stores without answering. */
  store(batch: ReceivedBatch): void {
    if (batch.key !== undefined && !this.#keys.has(batch.key)) {
      this.#keys.add(batch.key);
      this.stored.push(...batch.lines);
    }
  }

  get messages(): string[] {
    return this.stored.map((line) => JSON.parse(line).message);
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
    const body = gunzipSync(Buffer.concat(chunks)).toString();
    if (request.url !== '/api/v1/ingest' || request.headers['content-type'] !== 'application/x-ndjson') {
      response.writeHead(404).end();
      return;
    }
    const batch: ReceivedBatch = {
      key: request.headers['idempotency-key']?.toString(),
      authorization: request.headers.authorization,
      lines: body.split('\n').filter((line) => line !== ''),
    };
    this.requests.push(batch);
    this.answer(batch, response);
  }
}
