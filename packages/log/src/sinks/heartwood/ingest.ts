import type { Address } from '../shipping/address.js';
import type { Destination, Outcome } from '../shipping/destination.js';
import { postBatch, type TlsOptions } from '../shipping/post.js';

/** Path of the native ingest, below the address of the server. */
export const INGEST_PATH = 'api/v1/ingest';

/** Heartwood's own contract: `POST /api/v1/ingest`, NDJSON; the idempotency key makes a repeated batch count once. */
export function ingestDestination(address: Address, tls: TlsOptions | undefined): Destination {
  return {
    address: address.shown,
    send: (lines, key, signal) => {
      const headers = { ...address.headers, 'content-type': 'application/x-ndjson', 'idempotency-key': key };
      const request = { url: address.url, headers, body: Buffer.concat(lines), tls };
      return postBatch(request, signal, ({ body }) => outcomeOf(body));
    },
  };
}

/** `{"accepted":n,"rejected":[{"line":k,"error":"…"}]}`; an answer that is not understood rejects nothing. */
function outcomeOf(body: string): Outcome {
  try {
    const answer: unknown = JSON.parse(body);
    const rejected = typeof answer === 'object' && answer !== null && 'rejected' in answer ? answer.rejected : [];
    const lines = Array.isArray(rejected) ? rejected.filter(isRejectedLine) : [];
    return { kind: 'settled', rejected: lines.length, reason: lines[0]?.error ?? '' };
  } catch {
    return { kind: 'settled', rejected: 0 };
  }
}

const isRejectedLine = (value: unknown): value is { line: number; error: string } =>
  typeof value === 'object' &&
  value !== null &&
  'line' in value &&
  typeof value.line === 'number' &&
  'error' in value &&
  typeof value.error === 'string';
