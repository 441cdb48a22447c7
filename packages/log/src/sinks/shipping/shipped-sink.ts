import { resolve } from 'node:path';
import { LEVELS } from '../../level.js';
import { streamOf } from '../line-stream.js';
import type { Sink, SinkSettings, SinkStats } from '../sink.js';
import { type Complain, complainTo } from './complaints.js';
import type { Destination } from './destination.js';
import { Intake } from './intake.js';
import { adoptLate, LateLines } from './late-lines.js';
import { Leftovers } from './leftovers.js';
import { Shipper, type ShipperCounts } from './shipper.js';
import { openSlot, type Slot, slotDir } from './slot.js';
import { claimStarting, StartingLines } from './starting-lines.js';

/** What every shipping sink takes. */
export interface ShippingOptions {
  /**
   * Folder for entries that have not arrived yet; survives restarts, so it must not be a temporary one in production. Two sinks that ship
   * to different places need a folder each.
   */
  readonly spoolDir?: string | undefined;
  /**
   * Bytes the entries of one process may take on disk: three quarters for its spool, one for the files beside it, which hold what is logged before
   * the spool is open and what it could not take at the end of the process. Entries beyond it are dropped and counted. Default 1 GiB.
   */
  readonly maxSpoolBytes?: number | undefined;
  /**
   * When an entry is in the kernel, where a killed process (SIGKILL, out of memory) cannot lose it. `call`: when the log call returns, for one
   * system call each. `tick`: at the end of the tick or when 16 KB have come together; entries from ERROR up and those of the streams
   * `audit` and `security` at the call all the same. Default `call`.
   */
  readonly durable?: 'call' | 'tick' | undefined;
}

/** Decides, when the logger is there, where to ship to and where to keep what waits. */
export type OpenDestination = (settings: SinkSettings) => {
  /** `undefined` when the address cannot be used: entries are kept on disk until it can. */
  readonly destination: Destination | undefined;
  readonly spoolDir: string;
  readonly problem?: string;
};

const DEFAULT_MAX_SPOOL_BYTES = 1024 ** 3;

/** How long to wait before trying again to open a spool that cannot be opened. */
const REOPEN_MS = 5_000;

/** The folder of a service's spools: `HEARTWOOD_SPOOL_DIR`, else `./heartwood-spool/<service>`. */
export const spoolHome = ({ service, env }: SinkSettings): string =>
  env.HEARTWOOD_SPOOL_DIR || `heartwood-spool/${service.replace(/[^\w.-]/g, '_')}`;

/** A shipping sink that says its trouble on the standard error. */
export const shippedSink = (name: string, open: OpenDestination, options: ShippingOptions): Sink =>
  new ShippedSink(
    name,
    open,
    options,
    complainTo((text) => process.stderr.write(text)),
  );

/**
 * Ships entries to a server: into a spool on disk first, from there over HTTP, compressed, in batches, repeated until they have
 * arrived, also by the next process. A log call only ever writes to a file; a server that is slow or dead never slows it.
 *
 * Counters: `written` (in the spool), `dropped` (no room), `shipped`, `rejected` (by the server), `retries`, `waiting`.
 */
class ShippedSink implements Sink {
  readonly name: string;
  readonly #open: OpenDestination;
  readonly #maxBytes: number;
  readonly #mayWait: boolean;
  readonly #complain: Complain;
  readonly #intake: Intake;
  readonly #counts: ShipperCounts = { shipped: 0, rejected: 0, retries: 0 };
  #destination: Destination | undefined;
  #dir = '';
  #starting: StartingLines;
  #late: LateLines | undefined;
  #wroteLate = false;
  /** Lines dropped when `persist` was called before. */
  #droppedBefore = 0;
  #slot: Slot | undefined;
  #shipper: Shipper | undefined;
  #leftovers: Leftovers | undefined;
  #opening: Promise<void> = Promise.resolve();
  #reopen: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(name: string, open: OpenDestination, options: ShippingOptions, complain: Complain) {
    this.name = name;
    this.#open = open;
    this.#maxBytes = options.maxSpoolBytes ?? DEFAULT_MAX_SPOOL_BYTES;
    this.#mayWait = options.durable === 'tick';
    this.#complain = complain;
    this.#starting = new StartingLines(this.#dir, this.#maxBytes);
    this.#intake = new Intake(
      () => this.#starting,
      complain,
      () => this.#discardLate(),
      () => {
        this.#opening = this.#openAnother();
      },
    );
  }

  open(settings: SinkSettings): void {
    if (this.#dir !== '') {
      this.#complain(
        `the sink ${this.name} is given to several loggers, and ends with the first of them: give each its own`,
      );
      return;
    }
    const { destination, spoolDir, problem } = this.#open(settings);
    if (problem !== undefined) this.#complain(problem);
    this.#destination = destination;
    this.#dir = resolve(spoolDir);
    this.#starting = new StartingLines(this.#dir, this.#maxBytes);
    this.#opening = this.#openSlot();
  }

  write(line: string, level: number): void {
    if (this.#closed) {
      this.#intake.dropped++;
      return;
    }
    this.#intake.add(line, this.#mayWait && level < LEVELS.error && !isRecord(streamOf(line)));
  }

  async flush(timeoutMs: number): Promise<boolean> {
    return within(timeoutMs, async () => {
      await this.#opening;
      await this.#intake.stored();
      if (this.#slot !== undefined) await this.#arrived(this.#slot);
    });
  }

  /** Also false when lines were dropped since it was asked before: whoever still has them gives them again. */
  async persist(timeoutMs: number): Promise<boolean> {
    const isStored = await within(timeoutMs, async () => {
      await this.#opening;
      await this.#intake.stored();
    });
    const { dropped } = this.#intake;
    const isComplete = dropped === this.#droppedBefore;
    this.#droppedBefore = dropped;
    return isStored && isComplete && !this.#closed;
  }

  flushSync(): void {
    this.#intake.storeNow();
    const { waiting } = this.#intake;
    if (waiting.length === 0) return;
    const late = this.#late ?? new LateLines(slotDir(this.#dir, 0), this.#maxBytes);
    this.#late = late;
    const spool = this.#slot?.spool;
    try {
      const kept = late.write(waiting, spool && { spool: spool.id, after: spool.end });
      if (kept > 0) this.#wroteLate = true;
      if (kept < waiting.length)
        this.#complain(`${waiting.length - kept} log entries are lost at the end of the process: ${this.#dir} is full`);
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
    this.#intake.stop();
    this.#starting.close();
    await this.#leftovers?.stop();
    await this.#shipper?.stop();
    await this.#slot?.spool.close();
  }

  stats(): SinkStats {
    const { written, dropped, waiting } = this.#intake;
    const spooled = (this.#slot?.spool.stats().records ?? this.#starting.lines) + (this.#leftovers?.waiting ?? 0);
    return { written, dropped, ...this.#counts, waiting: waiting.length + spooled };
  }

  async #arrived({ spool }: Slot): Promise<void> {
    if (this.#shipper !== undefined) return this.#shipper.arrived(spool.end);
    // Without a usable address nothing ever arrives.
    if (spool.stats().records > 0) await new Promise<never>(() => {});
  }

  async #openSlot(): Promise<void> {
    try {
      const slot = await openSlot(this.#dir, this.#maxBytes);
      const late = new LateLines(slot.dir, this.#maxBytes);
      this.#late = late;
      await this.#adopt(slot);
      this.#handOver(slot);
      const destination = this.#destination;
      if (destination === undefined) return;
      const [complain, counts] = [this.#complain, this.#counts];
      this.#shipper = new Shipper(slot.spool, destination, `${slot.dir}/in-flight.json`, complain, counts);
      this.#shipper.start();
      const [dir, maxBytes] = [this.#dir, this.#maxBytes];
      this.#leftovers = new Leftovers({ dir, own: slot, late: late.path, maxBytes, destination, counts, complain });
      this.#leftovers.start();
    } catch (cause) {
      this.#complain(`the spool cannot be opened, log entries wait beside it: ${reasonOf(cause)}`);
      if (!this.#closed) this.#openLater();
    }
  }

  /** On its own, as a function made where an error is caught would hold that error. */
  #openLater(): void {
    this.#reopen = setTimeout(() => {
      this.#opening = this.#openSlot();
    }, REOPEN_MS);
    this.#reopen.unref();
  }

  /** When the spool was taken away, by another machine when this one had been asleep, or deleted. */
  async #openAnother(): Promise<void> {
    const [slot, shipper, leftovers] = [this.#slot, this.#shipper, this.#leftovers];
    this.#slot = undefined;
    this.#shipper = undefined;
    this.#leftovers = undefined;
    await leftovers?.stop();
    await shipper?.stop();
    try {
      await slot?.spool.close();
    } catch (cause) {
      this.#complain(`a spool that was taken away cannot be closed: ${reasonOf(cause)}`);
    }
    await this.#openSlot();
  }

  /** What cannot be taken in stays where it is until it can: it must not keep the new entries from flowing. */
  async #adopt(slot: Slot): Promise<void> {
    try {
      this.#starting.touch();
      await claimStarting(this.#dir, slot.dir);
      await adoptLate(slot.dir, slot.spool);
    } catch (cause) {
      this.#complain(`entries of an earlier process stay in ${slot.dir}: ${reasonOf(cause)}`);
    }
  }

  /** From the file of the start into the spool; from here on lines go there at once. */
  #handOver(slot: Slot): void {
    const { lines } = this.#starting;
    try {
      this.#starting.handOver(slot.dir, slot.spool);
    } catch (cause) {
      this.#complain(`entries of the start of the process stay in ${slot.dir}: ${reasonOf(cause)}`);
    }
    this.#slot = slot;
    this.#intake.use(slot.spool, lines);
  }

  #discardLate(): void {
    if (!this.#wroteLate) return;
    this.#wroteLate = false;
    try {
      this.#late?.discard();
    } catch (cause) {
      this.#complain(`entries may be sent twice: ${reasonOf(cause)}`);
    }
  }
}

/** Streams whose entries are evidence. */
const isRecord = (stream: string): boolean => stream === 'audit' || stream === 'security';

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
