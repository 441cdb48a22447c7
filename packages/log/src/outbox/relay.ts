import type { DRAFT, Draft, Drafting } from '../logger/draft.js';
import { backoffMs } from '../sinks/shipping/backoff.js';
import type { OutboxPool, PooledClient } from './queryable.js';

/** What a relay takes. */
export interface RelayOptions {
  /** How often to look for new entries, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
  /** Entries of one transaction. Default 500. */
  readonly batch?: number;
  /** How long the destinations may take to have a batch on disk, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Called when a round failed, before it is tried again. Default: counted in `stats()`. */
  readonly onError?: (error: unknown) => void;
}

/** What a relay has done so far. */
export interface RelayStats {
  readonly delivered: number;
  /** Rounds that failed; their entries are delivered by a later one. */
  readonly failures: number;
}

interface OutboxRow extends Draft {
  /** `bigint` of PostgreSQL, which `pg` gives as text. */
  readonly position: string | number | bigint;
}

/** The destinations did not have the entries on disk in time; they stay in the outbox. */
export class OutboxNotKeptError extends Error {
  override readonly name = 'OutboxNotKeptError';
  readonly code = 'outbox-not-kept';

  constructor(entries: number, timeoutMs: number) {
    super(
      `the log destinations did not have ${entries} entries of the outbox on disk within ${timeoutMs} ms; they stay there`,
    );
  }
}

/** Takes committed entries out of the outbox. Several relays share the work: rows one of them holds are passed over by the others. */
export class OutboxRelay {
  readonly #drafts: Drafting[typeof DRAFT];
  readonly #pool: OutboxPool;
  readonly #table: string;
  readonly #options: Required<Omit<RelayOptions, 'onError'>>;
  readonly #onError: (error: unknown) => void;
  readonly #stats = { delivered: 0, failures: 0 };
  /** Entries of the next transaction: what fails may have reached some destinations, so that after a failure few are tried. */
  #limit: number;
  #running: Promise<void> | undefined;
  #stopped = false;
  #wake: () => void = () => {};

  constructor(drafts: Drafting[typeof DRAFT], pool: OutboxPool, table: string, options: RelayOptions = {}) {
    this.#drafts = drafts;
    this.#pool = pool;
    this.#table = table;
    const { pollMs = 1_000, batch = 500, timeoutMs = 10_000 } = options;
    this.#options = { pollMs, batch, timeoutMs };
    this.#limit = batch;
    this.#onError = options.onError ?? (() => {});
  }

  get stats(): RelayStats {
    return { ...this.#stats };
  }

  /** Looks for entries from now on. Does not keep the process alive. */
  start(): void {
    this.#stopped = false;
    this.#running ??= this.#run();
  }

  /** Ends after the round at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
    this.#running = undefined;
  }

  /**
   * Delivers everything that is committed by now.
   *
   * @returns the number of entries
   * @throws {OutboxNotKeptError} or what the database throws; what was not delivered stays in the outbox
   */
  async drain(): Promise<number> {
    return this.#deliverAll(() => false);
  }

  /** @param isOver asked after every round */
  async #deliverAll(isOver: () => boolean): Promise<number> {
    for (let total = 0; ; ) {
      const limit = this.#limit;
      // Until the round has succeeded.
      this.#limit = 1;
      const delivered = await this.#round(limit);
      this.#limit = Math.min(this.#options.batch, limit * 2);
      total += delivered;
      if (delivered < limit || isOver()) return total;
    }
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopped; ) {
      try {
        await this.#deliverAll(() => this.#stopped);
        failures = 0;
      } catch (error) {
        this.#stats.failures++;
        failures++;
        this.#onError(error);
      }
      if (!this.#stopped) await this.#pause(failures === 0 ? this.#options.pollMs : backoffMs(failures, undefined));
    }
  }

  async #round(limit: number): Promise<number> {
    const client = await this.#pool.connect();
    // A connection that is lost between two queries; the next query fails, so that the round does.
    let lost: Error | undefined;
    const onLost = (error: Error): void => {
      // The server says why before the connection ends.
      lost ??= error;
    };
    client.on?.('error', onLost);
    let broken = true;
    try {
      const delivered = await this.#deliver(client, limit);
      broken = lost !== undefined;
      return delivered;
    } catch (error) {
      throw lost ?? error;
    } finally {
      // A connection that may be in a failed transaction is closed, which rolls that back.
      client.release(broken);
      if (!broken) client.off?.('error', onLost);
    }
  }

  async #deliver(client: PooledClient, limit: number): Promise<number> {
    const { timeoutMs } = this.#options;
    await client.query('BEGIN');
    const oldest = `SELECT position, line, level, audited FROM ${this.#table} ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`;
    const rows = (await client.query(oldest, [limit])).rows.filter(isRow);
    if (rows.length > 0) {
      for (const row of rows) this.#drafts.write(row);
      // Only now they may go: a crash before this point delivers them once more, under the same ids.
      if (!(await this.#drafts.persist(timeoutMs))) throw new OutboxNotKeptError(rows.length, timeoutMs);
      const positions = rows.map(({ position }) => String(position));
      await client.query(`DELETE FROM ${this.#table} WHERE position = ANY($1::bigint[])`, [positions]);
    }
    await client.query('COMMIT');
    this.#stats.delivered += rows.length;
    return rows.length;
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const isRow = (row: unknown): row is OutboxRow =>
  typeof row === 'object' && row !== null && 'line' in row && typeof row.line === 'string' && 'position' in row;
