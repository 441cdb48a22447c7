import { Buffer } from 'node:buffer';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type IngestResponse, ingestResponseSchema } from '@heartwood/server/contract';
import { refusal, unreachable } from '../api/client.js';
import type { Connection } from '../api/connection.js';
import { Failure, systemCode } from '../failure.js';
import type { Batch } from './batch.js';

/** What became of a batch. */
export interface Shipped {
  readonly accepted: number;
  /** Entries the server did not take; `line` is the line of the file, from 1. */
  readonly rejected: readonly { readonly line: number; readonly error: string }[];
  /** Entries not taken, also those the server did not list one by one. */
  readonly rejectedCount: number;
}

export interface Shipper {
  /** Sends a batch until the server has acknowledged it. @throws Failure when it refuses or is gone for too long */
  ship(batch: Batch): Promise<Shipped>;
}

export interface ShipperOptions {
  readonly connection: Connection;
  /** How long to go on trying while nothing gets through, milliseconds. */
  readonly retryFor: number;
  readonly interrupted: AbortSignal;
  /** Told before each wait. */
  readonly onWait: (reason: string, ms: number) => void;
  /** Milliseconds before the first retry; doubles up to `longestWait`. Default 500. */
  readonly firstWait?: number;
  /** Default 30,000. */
  readonly longestWait?: number;
}

/** The server is there but cannot take it now. 408 and 5xx of a proxy in between count too. */
const TEMPORARY = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Nobody listens there, or somebody whose certificate is not trusted: waiting does not help. */
const ABSENT = /^(?:ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|.*(?:CERT|SIGNATURE|ISSUER|SSL|TLS).*)$/;
/** A request without an answer after this time is tried again; the key keeps it from counting twice. */
const TIMEOUT = 120_000;
const pack = promisify(gzip);

type Outcome = { readonly done: IngestResponse } | { readonly retry: string; readonly after: number } | 'too large';

/**
 * Sends batches with gzip and an Idempotency-Key, and tries again on 429, 503 and broken connections, after the server's
 * `Retry-After` or twice as long each time with jitter. Only when the very first attempt finds nobody listening it fails at
 * once: then the address is wrong or the server not started.
 */
export function createShipper(options: ShipperOptions): Shipper {
  const { connection, interrupted } = options;
  let everAnswered = false;

  const attempt = async (body: Buffer, key: string): Promise<Outcome> => {
    let response: Response;
    try {
      response = await fetch(`${connection.url}/api/v1/ingest`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${connection.key}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
          'idempotency-key': key,
        },
        body: new Uint8Array(body),
        signal: AbortSignal.any([interrupted, AbortSignal.timeout(TIMEOUT)]),
      });
      everAnswered = true;
      if (response.status === 413) return await response.arrayBuffer().then(() => 'too large' as const);
      if (TEMPORARY.has(response.status)) {
        await response.arrayBuffer();
        return { retry: `the server answered ${response.status}`, after: retryAfter(response) };
      }
      if (response.ok) return { done: ingestResponseSchema.parse(await response.json()) };
    } catch (error) {
      if (interrupted.aborted) throw interruptedFailure();
      if (!everAnswered && ABSENT.test(systemCode(error) ?? ''))
        throw unreachable(new URL(connection.url).origin, error);
      return { retry: systemCode(error) ?? (error instanceof Error ? error.message : String(error)), after: 0 };
    }
    throw await refusal(response);
  };

  const shipWith = async (batch: Batch, key: string): Promise<Shipped> => {
    const body = await pack(batch.body);
    const deadline = Date.now() + options.retryFor;
    for (let wait = options.firstWait ?? 500; ; wait = Math.min(wait * 2, options.longestWait ?? 30_000)) {
      const outcome = await attempt(body, key);
      if (outcome === 'too large') return await shipHalves(batch, key);
      if ('done' in outcome) return resultOf(outcome.done, batch);
      // Between half and the whole of the wait, so that many senders do not come back together.
      const ms = Math.max(outcome.after, Math.round(wait * (0.5 + Math.random() / 2)));
      if (Date.now() + ms > deadline) {
        throw new Failure(
          'unreachable',
          `The server at ${connection.url} did not take the entries: ${outcome.retry}.`,
          {
            hint: 'Run the same command again when it is back: what has arrived is not stored twice.',
          },
        );
      }
      options.onWait(outcome.retry, ms);
      await sleep(ms, undefined, { signal: interrupted }).catch(() => {
        throw interruptedFailure();
      });
    }
  };

  /** The server's limit for a request is below our batch: each half gets a key of its own, the same one every time. */
  const shipHalves = async (batch: Batch, key: string): Promise<Shipped> => {
    if (batch.lines.length === 1) {
      const line = batch.lines[0] ?? 0;
      return {
        accepted: 0,
        rejected: [{ line, error: 'larger than the server takes in one request' }],
        rejectedCount: 1,
      };
    }
    const middle = Math.ceil(batch.lines.length / 2);
    const records = batch.body.toString('utf8').trimEnd().split('\n');
    const halves = [
      [0, middle],
      [middle, batch.lines.length],
    ] as const;
    const shipped: Shipped[] = [];
    for (const [half, [from, to]] of halves.entries()) {
      const body = Buffer.from(`${records.slice(from, to).join('\n')}\n`);
      shipped.push(await shipWith({ ...batch, body, lines: batch.lines.slice(from, to) }, `${key}.${half}`));
    }
    return {
      accepted: shipped.reduce((sum, part) => sum + part.accepted, 0),
      rejected: shipped.flatMap((part) => part.rejected),
      rejectedCount: shipped.reduce((sum, part) => sum + part.rejectedCount, 0),
    };
  };

  return { ship: (batch) => shipWith(batch, batch.key) };
}

function resultOf(response: IngestResponse, batch: Batch): Shipped {
  return {
    accepted: response.accepted,
    rejected: response.rejected.map(({ line, error }) => ({ line: batch.lines[line - 1] ?? 0, error })),
    rejectedCount: Math.max(response.rejected.length, batch.lines.length - response.accepted),
  };
}

/** Milliseconds that `Retry-After` asks for: seconds, or a date (RFC 9110 section 10.2.3). */
function retryAfter(response: Response): number {
  const value = response.headers.get('retry-after');
  if (value === null) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function interruptedFailure(): Failure {
  return new Failure('interrupted', 'Interrupted.', {
    hint: 'Run the same command again to go on: what has arrived is not stored twice.',
  });
}
