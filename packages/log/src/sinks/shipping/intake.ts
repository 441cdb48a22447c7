import { type Spool, SpoolError, type SpoolPosition } from '@heartwood/spool';
import type { Complain } from './complaints.js';

/** UTF-16 units kept in memory while the spool takes nothing; beyond it lines are dropped and counted. */
const MAX_WAITING = 16 * 1024 * 1024;

/** Lines come together for so long before they are appended: one fsync for all of them. */
const GATHER_MS = 20;

/** How long to leave a spool alone that is full or cannot be written. */
const RETRY_MS = 1_000;

/** Lines of one append. */
const MAX_LINES = 5_000;

/** Lines on their way from the log call into the spool. */
export class Intake {
  readonly #spool: () => Spool | undefined;
  readonly #complain: Complain;
  readonly #onEmpty: () => void;
  #lines: string[] = [];
  #units = 0;
  #timer: NodeJS.Timeout | undefined;
  #appending = false;
  #waiters: (() => void)[] = [];
  #durable: SpoolPosition | undefined;
  /** Lines the spool has. */
  written = 0;
  dropped = 0;

  /** @param onEmpty called when the spool has everything */
  constructor(spool: () => Spool | undefined, complain: Complain, onEmpty: () => void) {
    this.#spool = spool;
    this.#complain = complain;
    this.#onEmpty = onEmpty;
  }

  /** Lines the spool has not confirmed. */
  get waiting(): readonly string[] {
    return this.#lines;
  }

  /** Up to where the spool has confirmed; `undefined` before the first time. */
  get durable(): SpoolPosition | undefined {
    return this.#durable;
  }

  add(line: string): void {
    if (this.#units + line.length > MAX_WAITING) {
      this.dropped++;
      this.#complain('the spool takes no more log entries, new ones are dropped');
      return;
    }
    this.#lines.push(line);
    this.#units += line.length;
    this.#schedule(GATHER_MS);
  }

  /** Resolves when the spool has every line. */
  async stored(): Promise<void> {
    while (this.#lines.length > 0) {
      const waiting = new Promise<void>((resolve) => this.#waiters.push(resolve));
      this.#schedule(0);
      await waiting;
    }
  }

  #schedule(ms: number): void {
    if (this.#appending || (this.#timer !== undefined && ms > 0)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#append();
    }, ms);
    this.#timer.unref();
  }

  async #append(): Promise<void> {
    const spool = this.#spool();
    if (spool === undefined || this.#lines.length === 0) return this.#settle(RETRY_MS);
    this.#appending = true;
    // The lines stay in the list until the spool has them: the end of the process may come in between.
    const lines = this.#lines.slice(0, MAX_LINES);
    const wait = await this.#stored(spool, lines);
    this.#appending = false;
    this.#settle(wait);
  }

  async #stored(spool: Spool, lines: readonly string[]): Promise<number> {
    try {
      this.#durable = await spool.append(lines.map((line) => Buffer.from(line)));
      this.#remove(lines);
      this.written += lines.length;
      return 0;
    } catch (cause) {
      if (!(cause instanceof SpoolError)) throw cause;
      this.#complain(`log entries wait in memory: ${cause.message}`);
      return RETRY_MS;
    }
  }

  #remove(lines: readonly string[]): void {
    this.#lines = this.#lines.slice(lines.length);
    for (const line of lines) this.#units -= line.length;
  }

  #settle(wait: number): void {
    if (this.#lines.length > 0) {
      this.#schedule(wait);
      if (wait > 0) return;
    } else this.#onEmpty();
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
