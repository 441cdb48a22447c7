import type { Complain } from './complaints.js';
import type { Destination } from './destination.js';
import { adoptFile, adoptLate } from './late-lines.js';
import { Shipper, type ShipperCounts } from './shipper.js';
import { leftBehind, type Slot } from './slot.js';
import { claimStarting } from './starting-lines.js';

/** How often to look for what processes have left that died while this one was running. */
const LOOK_MS = 5_000;

/** How long a file beside the spool of this process is left alone: whoever wrote it at its end may write it once more. */
const SETTLED_MS = 10_000;

/** What {@link Leftovers} needs. */
export interface LeftoversOptions {
  /** The directory the processes share. */
  readonly dir: string;
  /** The slot of this process. */
  readonly own: Slot;
  /** File in which this process keeps what its spool does not take. */
  readonly late: string;
  readonly maxBytes: number;
  readonly destination: Destination;
  /** Where what is shipped counts. */
  readonly counts: ShipperCounts;
  readonly complain: Complain;
}

/**
 * Ships what dead processes that shared the directory have left, as they would have: at the start, and while this process runs. Which
 * of the living gets it is up to the lock of the spool.
 */
export class Leftovers {
  readonly #options: LeftoversOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #slot: Slot | undefined;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Entries that wait in the slot at hand. */
  get waiting(): number {
    return this.#slot?.spool.stats().records ?? 0;
  }

  start(): void {
    this.#running = this.#look();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #look(): Promise<void> {
    const { dir, own, late, maxBytes, complain } = this.#options;
    try {
      await adoptLate(own.dir, own.spool, { minAgeMs: SETTLED_MS, except: late });
      for (const path of await claimStarting(dir, own.dir)) await adoptFile(path, own.spool);
      for await (const slot of leftBehind(dir, own, maxBytes)) {
        await this.#ship(slot);
        if (this.#stop.signal.aborted) return;
      }
    } catch (cause) {
      complain(
        `entries of an earlier process stay in ${dir}: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => this.start(), LOOK_MS);
    this.#timer.unref();
  }

  /** Ships until the slot is empty or this process ends. */
  async #ship(slot: Slot): Promise<void> {
    const { destination, counts, complain } = this.#options;
    this.#slot = slot;
    const shipper = new Shipper(slot.spool, destination, `${slot.dir}/in-flight.json`, complain, counts);
    try {
      shipper.start();
      const stopped = new Promise<void>((resolve) => {
        if (this.#stop.signal.aborted) resolve();
        else this.#stop.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([shipper.arrived(slot.spool.end), stopped]);
    } finally {
      await shipper.stop();
      await slot.spool.close();
      this.#slot = undefined;
    }
  }
}
