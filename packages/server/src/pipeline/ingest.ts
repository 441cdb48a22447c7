import { type Spool, SpoolClosedError, SpoolFullError, SpoolIoError, SpoolTooLargeError } from '@heartwood/spool';
import type { LogRecord } from '../record/index.js';
import { type BatchKey, type BatchResult, encodeBatch } from '../store/batch/batch.js';
import { RowBlocks } from '../store/batch/row-blocks.js';
import type { IdempotencyKeys } from '../store/keys/idempotency-keys.js';
import { encodeRow } from '../store/row/encode-row.js';
import type { DriftBatch, DriftWatch } from './drift.js';
import { BatchTooLargeError, OverloadedError, UnavailableError } from './ingest-error.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { Acceptance, Ingest, RawBatch } from './raw-batch.js';
import { EntryRejection } from './rejection.js';
import { createRejections } from './rejections.js';
import { createStages, type StageOptions } from './stages.js';
import { holdsUnstorableText, withStorableText } from './text.js';
import { createTurns } from './turns.js';

export interface IngestOptions extends StageOptions {
  readonly spool: Pick<Spool, 'append'>;
  readonly keys: IdempotencyKeys;
  /** Compares entries with what their service has declared. */
  readonly drift?: DriftWatch | undefined;
  /** Gets the records of a batch once they are durable; feeds the live tail. */
  readonly onAccepted?: (records: readonly LogRecord[]) => void;
  /** Whether anyone wants `onAccepted` just now; records are not kept otherwise. Default: always. */
  readonly wantsAccepted?: () => boolean;
  /** Told after every batch, for the metrics. */
  readonly onBatch?: (
    protocol: string,
    counts: { accepted: number; rejected: number; bytes: number; replayed: boolean },
  ) => void;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Longest stretch of parsing before anything else gets a turn, milliseconds. The drain sends its rows to the engine through the
 * same event loop, some 200 KB a round: with 10 ms an insert took five times as long while batches came in.
 */
const TURN_MS = 2;
/** Work between two looks at the clock: a row counts 1, a long one more, as 32 rows of a megabyte are a second. */
const WORK_BETWEEN_LOOKS = 32;
const BYTES_AS_A_ROW = 4_096;
/** A rejection costs an error with its stack. */
const REJECTION_AS_ROWS = 8;

/**
 * The pipeline with its durable end: every entry of a batch goes through the stages into a row, the whole batch becomes one
 * record of the spool (so it is stored whole or not at all), and the sender is answered after the fsync.
 *
 * @example
 * const ingest = createIngest({ spool, keys, onAccepted: tail.publish });
 * const { accepted, rejected } = await ingest.accept({ source, idempotencyKey, entries });
 */
export function createIngest(options: IngestOptions): Ingest {
  const { spool, keys, now = Date.now } = options;
  const stages = createStages(options);
  const listed = options.limits?.listedRejections ?? DEFAULT_LIMITS.listedRejections;
  const nextTurn = createTurns();
  const pending = new Map<string, Promise<BatchResult>>();

  async function accept(batch: RawBatch): Promise<Acceptance> {
    const { source, idempotencyKey } = batch;
    if (idempotencyKey === undefined) return { ...(await store(batch, undefined)), replayed: false };
    const key = JSON.stringify([source.protocol, source.keyId ?? '', idempotencyKey]);
    for (;;) {
      const known = keys.find(key, now());
      if (known !== undefined) return replay(batch, known);
      const first = pending.get(key);
      if (first === undefined) break;
      const result = await first.catch(() => {
        // The first attempt failed and its sender was told so; this one then stands on its own.
      });
      if (result !== undefined) return replay(batch, result);
    }
    const storing = store(batch, key);
    pending.set(key, storing);
    try {
      return { ...(await storing), replayed: false };
    } finally {
      pending.delete(key);
    }
  }

  function replay(batch: RawBatch, result: BatchResult): Acceptance {
    options.onBatch?.(batch.source.protocol, { accepted: 0, rejected: 0, bytes: 0, replayed: true });
    return { ...result, replayed: true };
  }

  async function store(batch: RawBatch, key: string | undefined): Promise<BatchResult> {
    const arrived = now();
    const drift = options.drift?.batch();
    const { blocks, records, rejections, accepted } = await refine(batch, arrived, drift);
    const result: BatchResult = { accepted, rejected: rejections.list() };
    const batchKey: BatchKey | undefined = key === undefined ? undefined : { key, at: arrived, result };
    const encoded = encodeBatch(blocks.take(), batchKey);
    if (encoded.length > 0) await append(encoded);
    drift?.stored();
    if (batchKey !== undefined) keys.remember(batchKey);
    options.onBatch?.(batch.source.protocol, {
      accepted,
      rejected: rejections.count(),
      bytes: sum(encoded),
      replayed: false,
    });
    if (records.length > 0) options.onAccepted?.(records);
    return result;
  }

  async function refine(batch: RawBatch, arrived: number, drift: DriftBatch | undefined) {
    const arrival = { now: arrived, receivedAt: new Date(arrived).toISOString(), drift };
    const keep = options.onAccepted !== undefined && (options.wantsAccepted?.() ?? true);
    const blocks = new RowBlocks();
    const records: LogRecord[] = [];
    const rejections = createRejections(listed);
    let accepted = 0;
    let work = 0;
    let turnStart = performance.now();
    for (const entry of batch.entries) {
      if (++work >= WORK_BETWEEN_LOOKS) {
        work = 0;
        if (performance.now() - turnStart > TURN_MS) {
          await nextTurn();
          turnStart = performance.now();
        }
      }
      if ('error' in entry) {
        work += REJECTION_AS_ROWS;
        rejections.add(entry.line, entry.error);
        continue;
      }
      try {
        let record = stages(entry.draft, arrival);
        let row = encodeRow(record);
        if (holdsUnstorableText(row)) {
          record = withStorableText(record);
          row = encodeRow(record);
        }
        blocks.add(record, row);
        work += row.length / BYTES_AS_A_ROW;
        accepted++;
        if (keep) records.push(record);
      } catch (error) {
        if (!(error instanceof EntryRejection)) throw error;
        work += REJECTION_AS_ROWS;
        rejections.add(entry.line, error.message);
      }
    }
    return { blocks, records, rejections, accepted };
  }

  async function append(encoded: readonly Buffer[]): Promise<void> {
    try {
      await spool.append(encoded);
    } catch (cause) {
      if (cause instanceof SpoolFullError) {
        throw new OverloadedError(
          'the spool is full: entries arrive faster than they are stored; send the batch again later',
          {
            retryAfterSeconds: 5,
            cause,
          },
        );
      }
      if (cause instanceof SpoolIoError) {
        throw new UnavailableError(
          'the spool cannot be written, nothing of this batch was stored; see the server log',
          {
            retryAfterSeconds: 30,
            cause,
          },
        );
      }
      if (cause instanceof SpoolTooLargeError) {
        throw new BatchTooLargeError(`the batch is larger than the spool takes: ${cause.message}`);
      }
      if (cause instanceof SpoolClosedError) {
        throw new UnavailableError('the server is stopping, nothing of this batch was stored', {
          retryAfterSeconds: 5,
          cause,
        });
      }
      throw cause;
    }
  }

  return { accept };
}

const sum = (buffers: readonly Buffer[]): number => buffers.reduce((bytes, { length }) => bytes + length, 0);
