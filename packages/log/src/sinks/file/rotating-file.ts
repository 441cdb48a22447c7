import { closeSync, fstatSync, lstatSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDirectory } from '@heartwood/spool';
import { deleteOld, rotate } from './rotation.js';

/** Read and write for the owner, read for the group, nothing for others. */
const MODE = 0o640;

/** How often to look whether somebody moved the file away, and to try again when it cannot be opened. */
const CHECK_MS = 1_000;

/** When a file is moved aside whatever its size; in UTC, so that no change of the clocks ever skips or repeats one. */
export type RotationPeriod = 'hour' | 'day' | 'never';

const PERIOD_MS: Readonly<Record<RotationPeriod, number>> = {
  hour: 60 * 60 * 1_000,
  day: 24 * 60 * 60 * 1_000,
  never: Number.POSITIVE_INFINITY,
};

/** How a file grows and ages. */
export interface RotationRule {
  /** Bytes after which the file is moved aside. */
  readonly maxBytes: number;
  /** What one file has entries of at most. */
  readonly period: RotationPeriod;
  /** Days rotated files are kept. */
  readonly days: number;
}

/**
 * An append-only file that is moved aside when it has grown enough or its day is over, and opened anew when it has been moved away or
 * removed by someone else (logrotate, or another process of this service). What is no regular file (`/dev/stdout`, a pipe, a symbolic
 * link) is never moved.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #rule: RotationRule;
  readonly #now: () => number;
  readonly #onUnopened: (cause: unknown) => void;
  #open: { readonly descriptor: number } | undefined;
  #bytes = 0;
  #isMovable = false;
  /** Number of the period the file has entries of. */
  #period = 0;
  #checkAt = 0;
  /** When the open file was last looked at. */
  #lookedAt = 0;
  #rotations = 0;
  #failures = 0;

  /** @param onUnopened is told why the file could not be opened, each time */
  constructor(path: string, rule: RotationRule, now: () => number, onUnopened: (cause: unknown) => void) {
    this.#path = path;
    this.#rule = rule;
    this.#now = now;
    this.#onUnopened = onUnopened;
  }

  get rotations(): number {
    return this.#rotations;
  }

  /** File operations that failed. */
  get failures(): number {
    return this.#failures;
  }

  /** The descriptor to append so many bytes to; `undefined` while the file cannot be opened. */
  descriptor(bytes: number): number | undefined {
    const now = this.#now();
    if (now >= this.#checkAt) {
      this.#checkAt = now + CHECK_MS;
      this.#attempt(() => this.#check());
    } else if (now !== this.#lookedAt) this.#attempt(() => this.#leaveDeleted());
    this.#lookedAt = now;
    if (this.#open !== undefined && this.#bytes > 0 && this.#isOver(bytes, now)) this.#rotate(now);
    this.#bytes += bytes;
    this.#period = this.#periodOf(now);
    return this.#open?.descriptor;
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) this.#attempt(() => closeSync(open.descriptor));
  }

  #isOver(bytes: number, now: number): boolean {
    return this.#isMovable && (this.#bytes + bytes > this.#rule.maxBytes || this.#periodOf(now) > this.#period);
  }

  #periodOf(now: number): number {
    return Math.floor(now / PERIOD_MS[this.#rule.period]);
  }

  /** Opens the file when it is not there any more, and looks how long it is: others may write to it or cut it (copytruncate). */
  #check(): void {
    const found = this.#found();
    if (this.#open === undefined || found === undefined) this.#reopen();
    else this.#bytes = found.size;
  }

  /** What is written to a file that was deleted is lost: that is worth a look in every millisecond, which costs nothing. */
  #leaveDeleted(): void {
    if (this.#isMovable && this.#open !== undefined && fstatSync(this.#open.descriptor).nlink === 0) this.#reopen();
  }

  /** The open file, if it still has its name; throws when nobody may look. */
  #found(): { readonly size: number } | undefined {
    if (this.#open === undefined) return undefined;
    const { dev, ino } = fstatSync(this.#open.descriptor);
    const named = statSync(this.#path, { throwIfNoEntry: false });
    return named?.ino === ino && named.dev === dev ? named : undefined;
  }

  /** When it cannot be opened, a file that was moved away goes on; one that was removed is given up. */
  #reopen(): void {
    const before = this.#open?.descriptor;
    this.#attempt(() => {
      if (before !== undefined && fstatSync(before).nlink === 0) this.close();
      makeDirectory(dirname(this.#path), 0o750);
      const descriptor = openSync(this.#path, 'a', MODE);
      this.close();
      this.#open = { descriptor };
      const found = fstatSync(descriptor);
      this.#bytes = found.size;
      this.#period = this.#periodOf(found.mtimeMs);
      this.#isMovable = lstatSync(this.#path).isFile();
    }, this.#onUnopened);
  }

  #rotate(now: number): void {
    this.#attempt(() => {
      // Another process may have rotated a moment ago: then its new file is the one to append to.
      if (this.#found() !== undefined) rotate(this.#path, now);
      this.#rotations++;
    });
    this.#reopen();
    this.#attempt(() => {
      this.#failures += deleteOld(this.#path, this.#rule.days, now);
    });
  }

  #attempt(work: () => void, onFailure?: (cause: unknown) => void): void {
    try {
      work();
    } catch (cause) {
      this.#failures++;
      onFailure?.(cause);
    }
  }
}
