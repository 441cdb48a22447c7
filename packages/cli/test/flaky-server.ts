import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** A request as a fault sees it. */
export interface Received {
  readonly key: string;
  readonly authorization: string;
  readonly lines: readonly string[];
}

/**
 * What goes wrong with a request: a status with headers, a connection that breaks before or after the server has taken the
 * entries; undefined: nothing.
 */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'reset before'
  | 'reset after'
  | undefined;

export interface FlakyServer {
  readonly url: string;
  /** Every request, in order. */
  readonly received: readonly Received[];
  /** Lines stored, each Idempotency-Key counted once, as the ingest contract demands. */
  readonly stored: readonly string[];
  close(): Promise<void>;
}

/**
 * An ingest endpoint that fails when it is told to: the faults themselves cannot be had from the real server at will. What
 * works is tested against the real one.
 *
 * @param faults one per request, in order; afterwards everything works
 */
export async function startFlakyServer(
  faults: readonly Fault[],
  reject: (line: string) => string | undefined = () => undefined,
): Promise<FlakyServer> {
  const received: Received[] = [];
  const stored: string[] = [];
  const keys = new Map<string, string>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faults[received.length];
    const packed = await buffer(request).catch(() => undefined);
    // The sender was interrupted in the middle of it.
    if (packed === undefined) return;
    const body = gunzipSync(packed).toString('utf8');
    const lines = body.split('\n').filter((line) => line !== '');
    const key = String(request.headers['idempotency-key']);
    received.push({ key, authorization: String(request.headers.authorization), lines });
    if (fault === 'reset before') return void request.socket.destroy();
    if (typeof fault === 'object') return void response.writeHead(fault.status, fault.headers).end('{"error":{}}');
    let result = keys.get(key);
    if (result === undefined) {
      const rejected = lines.flatMap((line, index) => {
        const error = reject(line);
        return error === undefined ? [] : [{ line: index + 1, error }];
      });
      stored.push(...lines.filter((line) => reject(line) === undefined));
      result = JSON.stringify({ accepted: lines.length - rejected.length, rejected });
      keys.set(key, result);
    }
    if (fault === 'reset after') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(result);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    stored,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
