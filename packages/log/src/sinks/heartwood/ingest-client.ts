import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { retryAfterMs } from './backoff.js';

/** What came of sending a batch. */
export type Outcome =
  /** Stored; lines the server would not take are listed. */
  | { readonly kind: 'accepted'; readonly rejected: readonly RejectedLine[] }
  /** The server will never take this batch as it is. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not now: the server is away, overloaded, or does not let us in. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number | undefined };

/** A line of a batch, counted from 1, and what was wrong with it. */
export interface RejectedLine {
  readonly line: number;
  readonly error: string;
}

/** Where batches go. */
export interface IngestTarget {
  /** Base address of the server: `https://logs.example:4710`. */
  readonly url: string;
  /** API key with the scope `ingest`. */
  readonly key: string | undefined;
}

/**
 * Statuses that concern the content of the batch. Any other failure concerns us or the server (a wrong key, a wrong path, an
 * overload): the batch is fine and is kept.
 */
const REFUSED = new Set([400, 413, 415, 422]);

/** A server that takes longer for a batch is taken for dead. */
const TIMEOUT_MS = 30_000;

/** What is read of an answer. */
const MAX_ANSWER = 1024 * 1024;

const compressed = promisify(gzip);

/** Sends one batch of lines to `POST /api/v1/ingest`. Never rejects; ends early, as unavailable, when aborted. Does not keep the process alive. */
export async function sendBatch(
  target: IngestTarget,
  lines: readonly Uint8Array[],
  idempotencyKey: string,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const body = await compressed(Buffer.concat(lines), { level: 1 });
    const answer = await post(target, body, idempotencyKey, signal);
    if (answer.status >= 200 && answer.status < 300) return { kind: 'accepted', rejected: rejectedOf(answer.body) };
    const reason = `HTTP ${answer.status} ${answer.body.slice(0, 200)}`.trim();
    if (REFUSED.has(answer.status)) return { kind: 'refused', reason };
    return { kind: 'unavailable', reason, retryAfterMs: retryAfterMs(answer.retryAfter, Date.now()) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` ${cause.code}` : '';
    const reason = `${cause instanceof Error ? cause.message : String(cause)}${code}`;
    return { kind: 'unavailable', reason, retryAfterMs: undefined };
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

function post(target: IngestTarget, body: Uint8Array, idempotencyKey: string, signal: AbortSignal): Promise<Answer> {
  const url = new URL('/api/v1/ingest', target.url);
  const headers = {
    'content-type': 'application/x-ndjson',
    'content-encoding': 'gzip',
    'content-length': body.length,
    'idempotency-key': idempotencyKey,
    ...(target.key !== undefined && { authorization: `Bearer ${target.key}` }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, { method: 'POST', headers, timeout: TIMEOUT_MS, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (more: string) => {
        if (text.length < MAX_ANSWER) text += more;
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: text });
      });
    });
    request.on('socket', (socket) => socket.unref());
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** The rejected lines of an answer; an answer that is not understood rejects none. */
function rejectedOf(body: string): RejectedLine[] {
  try {
    const answer: unknown = JSON.parse(body);
    const rejected = typeof answer === 'object' && answer !== null && 'rejected' in answer ? answer.rejected : [];
    return Array.isArray(rejected) ? rejected.filter(isRejectedLine) : [];
  } catch {
    return [];
  }
}

const isRejectedLine = (value: unknown): value is RejectedLine =>
  typeof value === 'object' &&
  value !== null &&
  'line' in value &&
  typeof value.line === 'number' &&
  'error' in value &&
  typeof value.error === 'string';
