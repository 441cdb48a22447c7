import { resolve } from 'node:path';
import type { Sink, SinkStats } from '../sink.js';
import { type Complain, complainTo } from './complaints.js';
import type { IngestTarget } from './ingest-client.js';
import { Intake } from './intake.js';
import { LateLines } from './late-lines.js';
import { Shipper, type ShipperCounts } from './shipper.js';
import { openSlot, type Slot, slotDir } from './slot.js';

/** What {@link heartwood} takes. */
export interface HeartwoodOptions {
  /** Address of the server. `HEARTWOOD_URL`. Default `http://127.0.0.1:4710`. */
  readonly url?: string;
  /** API key with the scope `ingest`. `HEARTWOOD_API_KEY`. Default: none. */
  readonly key?: string;
  /**
   * Folder for entries that have not arrived yet; survives restarts, so it must not be a temporary one in production.
   * `LOG_SPOOL_DIR`. Default `./heartwood-spool/<service>`.
   */
  readonly spoolDir?: string;
  /** Bytes the spool may take on disk. Default 1 GiB. */
  readonly maxSpoolBytes?: number;
}

const DEFAULT_URL = 'http://127.0.0.1:4710';
const DEFAULT_MAX_SPOOL_BYTES = 1024 ** 3;

/** How long to wait before trying again to open a spool that cannot be opened. */
const REOPEN_MS = 5_000;

/**
 * Ships entries to a Heartwood server: into a spool on disk first, from there over HTTP, compressed, in batches, repeated until
 * they have arrived, also by the next process. A log call only ever adds to a list in memory; a server that is slow or dead
 * never slows it. Trouble is counted in `log.stats()` and told on the standard error, once a minute.
 *
 * Counters: `written` (in the spool), `dropped` (no room), `shipped`, `rejected` (by the server), `retries`, `waiting`.
 *
 * @example
 * createLogger({ service: 'shop', sinks: [stdout(), heartwood({ url: 'http://127.0.0.1:4710', key: process.env.KEY })] });
 */
export function heartwood(options: HeartwoodOptions = {}): Sink {
  return new HeartwoodSink(
    options,
    complainTo((text) => process.stderr.write(text)),
  );
}

const NOTHING_SHIPPED: ShipperCounts = { shipped: 0, rejected: 0, retries: 0 };

class HeartwoodSink implements Sink {
  readonly name = 'heartwood';
  readonly #options: HeartwoodOptions;
  readonly #complain: Complain;
  readonly #intake: Intake;
  #target: IngestTarget = { url: DEFAULT_URL, key: undefined };
  #dir = '';
  #late: LateLines | undefined;
  #wroteLate = false;
  #slot: Slot | undefined;
  #shipper: Shipper | undefined;
  #opening: Promise<void> = Promise.resolve();
  #reopen: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: HeartwoodOptions, complain: Complain) {
    this.#options = options;
    this.#complain = complain;
    this.#intake = new Intake(
      () => this.#slot?.spool,
      complain,
      () => this.#discardLate(),
    );
  }

  open({ service, env }: Parameters<NonNullable<Sink['open']>>[0]): void {
    const url = env.HEARTWOOD_URL || this.#options.url || DEFAULT_URL;
    this.#target = { url, key: env.HEARTWOOD_API_KEY || this.#options.key };
    if (!URL.canParse(url)) this.#complain(`'${url}' is no address of a server; log entries are kept on disk`);
    const dir = env.LOG_SPOOL_DIR || this.#options.spoolDir;
    this.#dir = resolve(dir ?? `heartwood-spool/${service.replace(/[^\w.-]/g, '_')}`);
    this.#late = new LateLines(slotDir(this.#dir, 0));
    this.#opening = this.#openSlot();
  }

  write(line: string): void {
    if (!this.#closed) this.#intake.add(line);
  }

  async flush(timeoutMs: number): Promise<boolean> {
    return within(timeoutMs, async () => {
      await this.#opening;
      await this.#intake.stored();
      if (this.#slot !== undefined) await this.#shipper?.arrived(this.#slot.spool.end);
    });
  }

  flushSync(): void {
    const { waiting, durable } = this.#intake;
    if (waiting.length === 0 || this.#late === undefined) return;
    const spool = this.#slot?.spool;
    const origin = spool && { spool: spool.id, after: durable ?? spool.acknowledged };
    try {
      this.#late.write(waiting, origin);
      this.#wroteLate = true;
    } catch (cause) {
      this.#complain(`${waiting.length} log entries are lost at the end of the process: ${reasonOf(cause)}`);
    }
  }

  async close(timeoutMs: number): Promise<void> {
    await this.flush(timeoutMs);
    this.#closed = true;
    clearTimeout(this.#reopen);
    await this.#opening;
    this.flushSync();
    await this.#shipper?.stop();
    await this.#slot?.spool.close();
  }

  stats(): SinkStats {
    const { written, dropped, waiting } = this.#intake;
    const spooled = this.#slot?.spool.stats().records ?? 0;
    return { written, dropped, ...(this.#shipper?.counts ?? NOTHING_SHIPPED), waiting: waiting.length + spooled };
  }

  async #openSlot(): Promise<void> {
    try {
      const slot = await openSlot(this.#dir, this.#options.maxSpoolBytes ?? DEFAULT_MAX_SPOOL_BYTES);
      // What this very process wrote before the spool was open is still in memory: it must not be taken in as well.
      this.#discardLate();
      this.#late = new LateLines(slot.dir);
      await this.#adopt(slot);
      this.#slot = slot;
      this.#shipper = new Shipper(slot.spool, this.#target, `${slot.dir}/in-flight.json`, this.#complain);
      this.#shipper.start();
    } catch (cause) {
      this.#complain(`the spool cannot be opened, log entries wait in memory: ${reasonOf(cause)}`);
      if (this.#closed) return;
      this.#reopen = setTimeout(() => {
        this.#opening = this.#openSlot();
      }, REOPEN_MS);
      this.#reopen.unref();
    }
  }

  /** What cannot be taken in stays where it is for the next start: it must not keep the new entries from flowing. */
  async #adopt(slot: Slot): Promise<void> {
    try {
      await this.#late?.adopt(slot.spool);
    } catch (cause) {
      this.#complain(`entries of an earlier process stay in ${slot.dir}: ${reasonOf(cause)}`);
    }
  }

  #discardLate(): void {
    if (!this.#wroteLate) return;
    this.#wroteLate = false;
    this.#late?.discard();
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Whether the work ends within the time. Keeps the process alive meanwhile, so that a flush at its end is not cut short. */
async function within(timeoutMs: number, work: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([timeout, work().then(() => true)]);
  } finally {
    clearTimeout(timer);
  }
}
