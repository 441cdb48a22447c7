import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '@heartwood/engine';
import { comparePositions, formatPosition, type Spool, type SpoolPosition, type SpoolRecord } from '@heartwood/spool';
import type { IdempotencyKeys } from '../keys/idempotency-keys.js';
import { openDeadLetters } from './dead-letters.js';
import { type InFlightRange, openInFlight } from './in-flight.js';
import { insertRows } from './insert-rows.js';
import { contentOf, type InsertGroup } from './rows-of-range.js';

/** What the drain tells of; the application logs and counts it. */
export type DrainEvent =
  | { readonly kind: 'inserted'; readonly rows: number; readonly bytes: number; readonly ms: number }
  /** The engine did not take the rows; they are sent again after the delay. */
  | { readonly kind: 'retry'; readonly error: Error; readonly attempt: number; readonly delayMs: number }
  /** The engine refuses these rows for what they hold; they lie in the dead-letter file. */
  | { readonly kind: 'dead-letters'; readonly count: number; readonly error: string }
  /** The spool held a record that is no batch; it lies in the dead-letter file. */
  | { readonly kind: 'unreadable'; readonly position: string; readonly error: Error }
  /** A batch that had been accepted before under the same key was left out. */
  | { readonly kind: 'repeat'; readonly parts: number };

export interface DrainOptions {
  readonly spool: Spool;
  readonly engine: Pick<Engine, 'insert'>;
  readonly keys: IdempotencyKeys;
  /** Directory of the drain's own small files; made when missing. */
  readonly dir: string;
  /** Payload bytes per range. Default 32 MiB, which is about three inserts. */
  readonly maxBytes?: number;
  /** How long to gather entries when they come slowly, milliseconds. Default 200: a part per table and fifth of a second. */
  readonly gatherMs?: number;
  readonly onEvent?: (event: DrainEvent) => void;
}

export interface Drain {
  /** Resolves when everything that was durable at the call is in the engine. Rejects when the drain is closed before. */
  drained(): Promise<void>;
  /** Finishes the insert that is running; what is left stays in the spool. */
  close(): Promise<void>;
}

/** With less than this waiting, a moment's patience makes fewer and larger parts. */
const GATHER_BYTES = 4 * 1_048_576;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/**
 * Moves the spool's batches into the engine, in order and exactly once: a range is written down before it is sent, so that after
 * a crash the same rows go under the same deduplication token; keys are preserved and the range acknowledged after the engine has it.
 *
 * @example
 * const drain = await startDrain({ spool, engine, keys, dir: join(dataDir, 'drain') });
 * await drain.drained();
 */
export async function startDrain(options: DrainOptions): Promise<Drain> {
  const { spool, engine, keys, dir, maxBytes = 32 * 1_048_576, gatherMs = 200, onEvent = () => {} } = options;
  const inFlight = await openInFlight(dir);
  const deadLetters = await openDeadLetters(dir);
  const stop = new AbortController();
  const { signal } = stop;
  /** Everything up to here is in the engine. */
  let position = spool.acknowledged;
  const waiters = new Set<{ until: SpoolPosition; resolve: () => void; reject: (error: Error) => void }>();

  async function run(): Promise<void> {
    const begun = inFlight.last;
    if (begun !== undefined && begun.spool === spool.id && comparePositions(begun.after, position) === 0) {
      await deliver(begun, await readRange(begun));
    }
    while (!signal.aborted) {
      await spool.waitForData(position, { signal });
      let batch = await spool.read({ after: position, maxRecords: Number.MAX_SAFE_INTEGER, maxBytes });
      if (isSmall(batch.records)) {
        await sleep(gatherMs, undefined, { signal });
        batch = await spool.read({ after: position, maxRecords: Number.MAX_SAFE_INTEGER, maxBytes });
      }
      const range: InFlightRange = { spool: spool.id, after: position, end: batch.end };
      await inFlight.begin(range);
      await deliver(range, batch.records);
    }
  }

  const isSmall = (records: readonly SpoolRecord[]): boolean =>
    records.reduce((bytes, { data }) => bytes + data.length, 0) < GATHER_BYTES;

  /** The records of a range that was begun before a restart: those and no others. */
  async function readRange({ after, end }: InFlightRange): Promise<SpoolRecord[]> {
    const records: SpoolRecord[] = [];
    for (let from = after; comparePositions(from, end) < 0; ) {
      const batch = await spool.read({ after: from, maxRecords: Number.MAX_SAFE_INTEGER, maxBytes });
      records.push(...batch.records.filter((record) => comparePositions(record.position, end) <= 0));
      if (comparePositions(batch.end, from) === 0) break;
      from = batch.end;
    }
    return records;
  }

  async function deliver(range: InFlightRange, records: readonly SpoolRecord[]): Promise<void> {
    const start = performance.now();
    const content = contentOf(records, keys.isRepeat);
    const token = `${range.spool}:${formatPosition(range.after)}-${formatPosition(range.end)}`;
    for (const { record, error } of content.unreadable) {
      const row = Buffer.from(record.data).toString('base64');
      await persistently(() => deadLetters.add([{ at: new Date().toISOString(), token, error: error.message, row }]));
      onEvent({ kind: 'unreadable', position: formatPosition(record.position), error });
    }
    if (content.repeats > 0) onEvent({ kind: 'repeat', parts: content.repeats });
    await insertAll(content.groups, token);
    await persistently(() => keys.preserve(content.keys));
    await persistently(() => spool.acknowledge(range.end));
    position = range.end;
    const bytes = records.reduce((sum, { data }) => sum + data.length, 0);
    onEvent({ kind: 'inserted', rows: content.rows, bytes, ms: performance.now() - start });
    for (const waiter of waiters) {
      if (comparePositions(waiter.until, position) > 0) continue;
      waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** Two inserts at a time: while the engine stores one, the rows of the next are on their way. */
  async function insertAll(groups: readonly InsertGroup[], token: string): Promise<void> {
    const queue = groups.map((group, ordinal) => ({ ...group, token: `${token}#${ordinal}` }));
    const lane = async (): Promise<void> => {
      for (let rows = queue.shift(); rows !== undefined; rows = queue.shift()) {
        const set = rows;
        const letters = await persistently(() => insertRows(engine, set));
        const [first] = letters;
        if (first === undefined) continue;
        await persistently(() => deadLetters.add(letters));
        onEvent({ kind: 'dead-letters', count: letters.length, error: first.error });
      }
    };
    await Promise.all([lane(), lane()]);
  }

  /** Tries until it works or the drain is closed: an engine that restarts or a disk that is full is a matter of time. */
  async function persistently<Result>(task: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1, delayMs = FIRST_RETRY_MS; ; attempt++, delayMs = Math.min(delayMs * 2, LONGEST_RETRY_MS)) {
      try {
        return await task();
      } catch (cause) {
        if (signal.aborted) throw cause;
        onEvent({ kind: 'retry', error: cause instanceof Error ? cause : new Error(String(cause)), attempt, delayMs });
        await sleep(delayMs, undefined, { signal });
      }
    }
  }

  async function runUntilStopped(): Promise<void> {
    for (;;) {
      try {
        return await run();
      } catch (cause) {
        if (signal.aborted) return;
        onEvent({
          kind: 'retry',
          error: cause instanceof Error ? cause : new Error(String(cause)),
          attempt: 1,
          delayMs: LONGEST_RETRY_MS,
        });
        await sleep(LONGEST_RETRY_MS, undefined, { signal }).catch(() => {
          // Closed meanwhile: the next attempt ends at once.
        });
      }
    }
  }

  const running = runUntilStopped();

  return {
    drained() {
      const until = spool.end;
      if (comparePositions(until, position) <= 0) return Promise.resolve();
      if (signal.aborted) return Promise.reject(new Error('the drain is closed'));
      return new Promise((resolve, reject) => waiters.add({ until, resolve, reject }));
    },
    async close() {
      stop.abort();
      await running;
      for (const waiter of waiters) waiter.reject(new Error('the drain was closed before everything was stored'));
      waiters.clear();
      await inFlight.close();
      await deadLetters.close();
    },
  };
}
