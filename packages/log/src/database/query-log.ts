import { AsyncResource } from 'node:async_hooks';
import { errorDetail } from '@heartwood/redact';
import type { Logger } from '../logger/logger.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import { connectionFailed, poolState, queryDone, queryFailed, querySlow } from './entries.js';
import { type Dialect, queryShape } from './query-shape.js';

/** What every database integration takes. */
export interface QueryLogOptions {
  readonly log: Logger;
  /** Queries that take at least this long are written as `db.query_slow`. Default 200. */
  readonly slowMs?: number;
  /** Write every query, as `db.query` at DEBUG. Default false. */
  readonly all?: boolean;
  /** Milliseconds between entries `db.pool_state`. Default 0: none. */
  readonly poolStateMs?: number;
}

/** Connections open, of these unused, and callers waiting for one. */
export interface PoolState {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/** A pool that is being logged. */
export interface ObservedPool {
  state(): PoolState;
  /** Nothing more is written; the pool works on. */
  stop(): void;
}

/** A query that has been sent. Call one of the two, once. */
export interface SentQuery {
  done(rows?: number): void;
  failed(err: unknown): void;
}

const DEFAULT_SLOW_MS = 200;

/** The query logging that the database integrations share. */
export class QueryLog implements ObservedPool {
  readonly #options: QueryLogOptions;
  readonly #system: Dialect;
  readonly #slowMs: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly state: () => PoolState;
  #stopped = false;

  constructor(options: QueryLogOptions, system: Dialect, state: () => PoolState) {
    this.#options = options;
    this.#system = system;
    this.#slowMs = options.slowMs ?? DEFAULT_SLOW_MS;
    this.state = state;
    const every = options.poolStateMs ?? 0;
    if (every > 0) this.#timer = setInterval(() => this.#writeState(), every).unref();
  }

  /** Call it where the query is sent: the entry belongs to the context the caller runs in. */
  sent(sql: string, details: { name?: string | undefined; waitedMs?: number | undefined } = {}): SentQuery {
    const started = performance.now();
    const { log, all } = this.#options;
    const context = new AsyncResource('heartwood.query');
    const fields = () => ({
      system: this.#system,
      ...queryShape(sql, this.#system),
      query_name: details.name,
      waited_ms: details.waitedMs,
      pool: this.state(),
    });
    return {
      done: (rows) => {
        const duration_ms = millisecondsSince(started);
        const slow = duration_ms >= this.#slowMs;
        if (this.#stopped || !(slow || all)) return;
        const values = { ...fields(), rows, duration_ms };
        context.runInAsyncScope(() => {
          if (slow) log.emit(querySlow, { ...values, threshold_ms: this.#slowMs });
          else log.emit(queryDone, values);
        });
      },
      failed: (err) => {
        if (this.#stopped) return;
        const values = { ...fields(), duration_ms: millisecondsSince(started), reason: reasonOf(err), err };
        context.runInAsyncScope(() => log.emit(queryFailed, values));
      },
    };
  }

  /** No connection could be had, or an idle one was lost. */
  connectionFailed(err: unknown, waitedMs?: number): void {
    if (this.#stopped) return;
    const pool = this.state();
    const { log } = this.#options;
    log.emit(connectionFailed, { system: this.#system, reason: reasonOf(err), waited_ms: waitedMs, pool, err });
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  #writeState(): void {
    this.#options.log.emit(poolState, { system: this.#system, ...this.state() });
  }
}

/** Messages of databases repeat values of the query; the code says what happened without them. */
function reasonOf(err: unknown): string {
  const { code, type } = errorDetail(err);
  return code ?? type ?? 'unknown';
}
