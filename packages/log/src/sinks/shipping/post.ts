import type { OutgoingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { retryAfterMs } from './backoff.js';
import type { Outcome } from './destination.js';

/** Certificates for an `https:` address, as `node:tls` takes them. */
export interface TlsOptions {
  /** Authorities to trust instead of the well-known ones. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** Own certificate, for servers that ask for one. */
  readonly cert?: string | Buffer;
  /** Key of the own certificate. */
  readonly key?: string | Buffer;
  /** Name to expect in the server's certificate. Default: the host of the address. */
  readonly servername?: string;
}

/** One request to a server. */
export interface ServerRequest {
  /** Default `POST`. */
  readonly method?: 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly tls?: TlsOptions | undefined;
  /** A server that takes longer, from the connection to the end of the answer, is taken for dead. Default 30 s. */
  readonly timeoutMs?: number | undefined;
}

/** One request of a shipper. */
export interface PostRequest extends ServerRequest {
  /** Sent compressed (gzip). */
  readonly body: Uint8Array | string;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  readonly body: string;
}

/**
 * Statuses that concern the content of the batch. Any other failure concerns us or the server (a wrong key, a wrong path, an
 * overload): the batch is fine and is kept.
 */
const REFUSED = new Set([400, 413, 415, 422]);

const DEFAULT_TIMEOUT_MS = 30_000;

/** What is read of an answer, in UTF-16 units: 5,000 failed items of an Elasticsearch bulk request fit. */
const MAX_ANSWER = 8 * 1024 * 1024;

/**
 * Posts a batch, and reads from the status what became of it.
 *
 * @param onSuccess reads the answer of a successful request
 */
export async function postBatch(
  request: PostRequest,
  signal: AbortSignal,
  onSuccess: (answer: Answer) => Outcome,
): Promise<Outcome> {
  try {
    const headers = { ...request.headers, 'content-encoding': 'gzip' };
    const answer = await exchange({ ...request, headers }, await compressed(request.body), signal);
    if (answer.status >= 200 && answer.status < 300) return onSuccess(answer);
    const reason = reasonOf(answer);
    if (REFUSED.has(answer.status)) return { kind: 'refused', reason };
    return { kind: 'unavailable', reason, retryAfterMs: retryAfterMs(answer.retryAfter, Date.now()) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` ${cause.code}` : '';
    const reason = `${cause instanceof Error ? cause.message : String(cause)}${code}`;
    return { kind: 'unavailable', reason, retryAfterMs: undefined };
  }
}

/** Like http and https, zlib is loaded with the first batch: an application that ships nothing starts without them. */
async function compressed(body: Uint8Array | string): Promise<Uint8Array> {
  const { gzip } = await import('node:zlib');
  return promisify(gzip)(body, { level: 1 });
}

/**
 * One request and its answer. Does not keep the process alive.
 *
 * @throws whatever the connection fails with
 */
export async function exchange(
  { method = 'POST', url, headers, tls, timeoutMs = DEFAULT_TIMEOUT_MS }: ServerRequest,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Answer> {
  const options = {
    ...{ method, signal },
    headers: { ...headers, 'content-length': body.length },
    ...(url.protocol === 'https:' && mutable(tls)),
  };
  const { request: send } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    const request = send(url, options);
    // Over all, not from byte to byte: an answer that trickles in would never end.
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
    timer.unref();
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (more: string) => {
        if (text.length < MAX_ANSWER) text += more;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { 'retry-after': retryAfter, location } = response.headers;
        resolve({ status: response.statusCode ?? 0, retryAfter, location, body: text });
      });
    });
    request.on('socket', (socket) => socket.unref());
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(timer);
      reject(new Error('the connection was closed before the answer was complete'));
    });
    request.end(body);
  });
}

/** Redirects are not followed: they would take the credentials along, and every batch would go the long way. */
function reasonOf({ status, location, body }: Answer): string {
  if (status >= 300 && status < 400 && location !== undefined)
    return `HTTP ${status}, a redirect to ${location}, which is not followed; configure the address it leads to`;
  return `HTTP ${status} ${body.slice(0, 200)}`.trim();
}

/** As `node:tls` declares it: its list of authorities is not readonly. */
function mutable(tls: TlsOptions | undefined): object {
  const ca = tls?.ca;
  return { ...tls, ...(ca !== undefined && { ca: typeof ca === 'string' || Buffer.isBuffer(ca) ? ca : [...ca] }) };
}
