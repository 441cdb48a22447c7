import { comparePositions, formatPosition, type Spool, type SpoolBatch, type SpoolPosition } from '@heartwood/spool';
import { backoffMs } from './backoff.js';
import type { Complain } from './complaints.js';
import type { Destination } from './destination.js';
import { recallInFlight, rememberInFlight } from './in-flight.js';

/** Records and bytes of one request. */
const MAX_RECORDS = 5_000;
const MAX_BYTES = 1024 * 1024;

/** What the shipper counts. */
export interface ShipperCounts {
  /** Lines the server has accepted. */
  shipped: number;
  /** Lines the server will not take. */
  rejected: number;
  /** Attempts that failed and were or will be repeated. */
  retries: number;
}

type SpoolRecord = SpoolBatch['records'][number];

/** What is left of a batch after the server has answered. */
interface Rest {
  readonly records: readonly SpoolRecord[];
  /** Why the server will never take them together; `undefined` when nothing is left. */
  readonly refused?: string;
}

/**
 * Takes batches out of the spool and sends them until the server has them. Exactly once as long as the server remembers the
 * idempotency keys: a key names the range of the spool a batch was read from, and the range is remembered on disk before the
 * first attempt.
 */
export class Shipper {
  readonly counts: ShipperCounts;
  readonly #spool: Spool;
  readonly #destination: Destination;
  readonly #inFlightPath: string;
  readonly #complain: Complain;
  readonly #stop = new AbortController();
  #arrivals: (() => void)[] = [];
  #running: Promise<void> | undefined;

  /** @param counts where to count */
  constructor(
    spool: Spool,
    destination: Destination,
    inFlightPath: string,
    complain: Complain,
    counts: ShipperCounts = { shipped: 0, rejected: 0, retries: 0 },
  ) {
    this.counts = counts;
    this.#spool = spool;
    this.#destination = destination;
    this.#inFlightPath = inFlightPath;
    this.#complain = complain;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Breaks off the attempt at hand; what has not arrived stays in the spool. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Resolves when everything up to the position has arrived. */
  async arrived(position: SpoolPosition): Promise<void> {
    while (comparePositions(this.#spool.acknowledged, position) < 0) {
      await new Promise<void>((resolve) => this.#arrivals.push(resolve));
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.#spool.waitForData(undefined, { signal });
        await this.#shipNext();
        failures = 0;
      } catch (cause) {
        if (signal.aborted) return;
        this.#complain(`log shipping is interrupted: ${cause instanceof Error ? cause.message : String(cause)}`);
        await this.#pause(backoffMs(++failures, undefined));
      }
    }
  }

  async #shipNext(): Promise<void> {
    const after = this.#spool.acknowledged;
    const batch = (await this.#rememberedBatch(after)) ?? (await this.#newBatch(after));
    if (!(await this.#deliver(batch, after))) return;
    await this.#spool.acknowledge(batch.end);
    const waiting = this.#arrivals;
    this.#arrivals = [];
    for (const resolve of waiting) resolve();
  }

  /** The batch that was in flight when the process before this one ended. */
  async #rememberedBatch(after: SpoolPosition): Promise<SpoolBatch | undefined> {
    const inFlight = await recallInFlight(this.#inFlightPath, this.#spool.id);
    if (inFlight === undefined || comparePositions(inFlight.after, after) !== 0) return undefined;
    const batch = await this.#spool.read({
      after,
      maxRecords: Math.max(inFlight.records, 1),
      maxBytes: Number.MAX_SAFE_INTEGER,
    });
    return comparePositions(batch.end, inFlight.end) === 0 ? batch : undefined;
  }

  async #newBatch(after: SpoolPosition): Promise<SpoolBatch> {
    const batch = await this.#spool.read({ after, maxRecords: MAX_RECORDS, maxBytes: MAX_BYTES });
    const records = batch.records.length;
    await rememberInFlight(this.#inFlightPath, { spool: this.#spool.id, after, end: batch.end, records });
    return batch;
  }

  /**
   * Sends a batch until the server has taken or refused it. A refused batch is halved until the line that is to blame stands
   * alone; that one is given up and counted.
   *
   * @returns false when the shipper was stopped before
   */
  async #deliver(batch: SpoolBatch, after: SpoolPosition): Promise<boolean> {
    if (batch.records.length === 0) return true;
    const key = `${this.#spool.id}-${formatPosition(after)}-${formatPosition(batch.end)}`;
    const rest = await this.#attempt(batch.records, key);
    if (rest === undefined) return false;
    const { records, refused } = rest;
    if (refused === undefined) return true;
    if (records.length === 1) {
      this.#countRejected(1, refused);
      return true;
    }
    const half = records.length >> 1;
    const middle = records[half - 1]?.position ?? batch.end;
    const first = await this.#deliver({ records: records.slice(0, half), end: middle }, after);
    return first && (await this.#deliver({ records: records.slice(half), end: batch.end }, middle));
  }

  /** Repeats until the server has settled or refused the records; returns those it refused as a whole. */
  async #attempt(records: readonly SpoolRecord[], key: string): Promise<Rest | undefined> {
    const { signal } = this.#stop;
    let open = records;
    for (let failures = 1; !signal.aborted; failures++) {
      const lines = open.map((record) => record.data);
      const outcome = await this.#destination.send(lines, key, signal);
      if (outcome.kind === 'refused') return { records: open, refused: outcome.reason };
      if (outcome.kind === 'settled') {
        const again = outcome.again ?? [];
        this.counts.shipped += open.length - again.length - outcome.rejected;
        if (outcome.rejected > 0) this.#countRejected(outcome.rejected, outcome.reason ?? '');
        if (again.length === 0) return { records: [] };
        open = again.flatMap((index) => open[index] ?? []);
      }
      if (signal.aborted) break;
      this.counts.retries++;
      const reason = outcome.kind === 'settled' ? `${open.length} of a batch, for now` : outcome.reason;
      this.#complain(`${this.#destination.address} does not take log entries, they are kept: ${reason}`);
      await this.#pause(backoffMs(failures, outcome.kind === 'settled' ? undefined : outcome.retryAfterMs));
    }
    return undefined;
  }

  #countRejected(lines: number, reason: string): void {
    this.counts.rejected += lines;
    this.#complain(`${this.#destination.address} rejected log entries: ${reason}`);
  }

  /** Waits without keeping the process alive. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      timer.unref();
      if (signal.aborted) done();
      else signal.addEventListener('abort', done);
    });
  }
}
