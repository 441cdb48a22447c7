import {
  RecordPacker,
  SpoolDeletedError,
  SpoolLockedError,
  SpoolTooLargeError,
  type SyncSpool,
} from '@heartwood/spool';
import type { Complain } from './complaints.js';

/** UTF-16 units kept in memory while the spool takes nothing; beyond it lines are dropped and counted. */
const MAX_WAITING = 16 * 1024 * 1024;

/** UTF-16 units that come together before a write, when lines wait for the end of the tick. */
const GATHER = 16_384;

/** How long to leave a spool alone that is full or cannot be written. */
const RETRY_MS = 1_000;

/** Lines and UTF-16 units of one append. */
const MAX_LINES = 5_000;
const MAX_UNITS = 256 * 1024;

/** Where lines go as long as there is no spool. */
export interface Antechamber {
  /** @returns false when there is no room left @throws when the disk refuses */
  add(line: string): boolean;
}

/** Lines on their way from the log call into the spool: within the call, unless they may wait for the end of the tick. */
export class Intake {
  readonly #before: () => Antechamber;
  readonly #complain: Complain;
  readonly #onEmpty: () => void;
  readonly #onLost: () => void;
  readonly #packer = new RecordPacker();
  #spool: SyncSpool | undefined;
  /** Lines nobody has yet: the disk refuses, or the tick is not over. */
  #lines: string[] = [];
  #units = 0;
  #tickEnds = false;
  #retry: NodeJS.Timeout | undefined;
  #waiters: (() => void)[] = [];
  /** Lines the spool has. */
  written = 0;
  dropped = 0;

  /**
   * @param before takes lines until there is a spool
   * @param onEmpty called when the spool has everything
   * @param onLost called when the spool belongs to somebody else now, or was deleted; lines go where they went before there was one
   */
  constructor(before: () => Antechamber, complain: Complain, onEmpty: () => void, onLost: () => void) {
    this.#before = before;
    this.#complain = complain;
    this.#onEmpty = onEmpty;
    this.#onLost = onLost;
  }

  /** Lines that are in memory only. */
  get waiting(): readonly string[] {
    return this.#lines;
  }

  /** @param mayWait whether the line may wait for the end of the tick */
  add(line: string, mayWait: boolean): void {
    if (this.#lines.length === 0 && !mayWait && this.#addAtOnce(line)) return;
    if (this.#units + line.length > MAX_WAITING) {
      this.dropped++;
      this.#complain('the spool takes no more log entries, new ones are dropped');
      return;
    }
    this.#lines.push(line);
    this.#units += line.length;
    if (this.#retry !== undefined) return;
    if (!mayWait || this.#units >= GATHER) this.storeNow();
    else this.#storeAtEndOfTick();
  }

  /** Gives the intake its spool. */
  use(spool: SyncSpool, alreadyWritten: number): void {
    this.#spool = spool;
    this.written += alreadyWritten;
    this.storeNow();
  }

  /** Hands over what is in memory, as far as it is taken. */
  storeNow(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    try {
      while (this.#lines.length > 0) this.#storeSome();
      this.#onEmpty();
    } catch (cause) {
      const isLost = cause instanceof SpoolLockedError || cause instanceof SpoolDeletedError;
      if (isLost && this.#spool !== undefined) {
        this.#spool = undefined;
        this.#onLost();
      }
      this.#complain(`log entries wait in memory: ${cause instanceof Error ? cause.message : String(cause)}`);
      this.#storeLater();
    }
    this.#settle();
  }

  /**
   * On its own, as a function made where an error is caught holds that error; and as the stack of the next error holds the function,
   * errors would pile up, one for each try.
   */
  #storeLater(): void {
    this.#retry = setTimeout(() => this.storeNow(), RETRY_MS);
    this.#retry.unref();
  }

  /** Resolves when the spool has every line, and the disk too. */
  async stored(): Promise<void> {
    while (this.#lines.length > 0 || this.#spool === undefined) {
      if (this.#retry === undefined) this.storeNow();
      if (this.#lines.length === 0 && this.#spool !== undefined) break;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
    await this.#spool?.synced();
  }

  stop(): void {
    clearTimeout(this.#retry);
  }

  /** @returns false when the line has to be kept in memory */
  #addAtOnce(line: string): boolean {
    try {
      const spool = this.#spool;
      if (spool === undefined) {
        if (!this.#before().add(line)) this.dropped++;
        return true;
      }
      this.#packer.clear();
      this.#packer.addText(line);
      spool.appendSync(this.#packer.take());
      this.written++;
      return true;
    } catch {
      // It fails again in `storeNow`, which says so and tries once more later.
      return false;
    }
  }

  /** Hands over the first lines. @throws when they are not taken; those that were are out of the list */
  #storeSome(): void {
    const spool = this.#spool;
    const lines = this.#first();
    if (spool === undefined) {
      this.#oneByOne(lines, (line) => {
        if (!this.#before().add(line)) this.dropped++;
      });
      return;
    }
    this.#packer.clear();
    for (const line of lines) this.#packer.addText(line);
    try {
      spool.appendSync(this.#packer.take());
    } catch (cause) {
      if (!(cause instanceof SpoolTooLargeError)) throw cause;
      this.#oneByOne(lines, (line) => this.#storeOrGiveUp(spool, line));
      return;
    }
    this.written += lines.length;
    this.#remove(lines);
  }

  /** For when one line of several is longer than the spool takes. */
  #storeOrGiveUp(spool: SyncSpool, line: string): void {
    try {
      spool.appendSync([Buffer.from(line)]);
      this.written++;
    } catch (cause) {
      if (!(cause instanceof SpoolTooLargeError)) throw cause;
      this.dropped++;
      this.#complain(`a log entry is dropped: ${cause.message}`);
    }
  }

  #oneByOne(lines: readonly string[], take: (line: string) => void): void {
    let taken = 0;
    try {
      for (const line of lines) {
        take(line);
        taken++;
      }
    } finally {
      this.#remove(lines.slice(0, taken));
    }
  }

  #first(): readonly string[] {
    let units = 0;
    let count = 0;
    for (const line of this.#lines) {
      if (count > 0 && (count === MAX_LINES || units + line.length > MAX_UNITS)) break;
      units += line.length;
      count++;
    }
    return this.#lines.slice(0, count);
  }

  #remove(lines: readonly string[]): void {
    this.#lines = this.#lines.slice(lines.length);
    for (const line of lines) this.#units -= line.length;
  }

  #storeAtEndOfTick(): void {
    if (this.#tickEnds) return;
    this.#tickEnds = true;
    setImmediate(() => {
      this.#tickEnds = false;
      if (this.#retry === undefined) this.storeNow();
    });
  }

  #settle(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
