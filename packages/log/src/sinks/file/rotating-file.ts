import { closeSync, fstatSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { deleteOld, rotate } from './rotation.js';

/** Read and write for the owner, read for the group, nothing for others. */
const MODE = 0o640;

/** How often to look whether somebody moved the file away, and to try again when it cannot be opened. */
const CHECK_MS = 1_000;

/** How a file grows and ages. */
export interface RotationRule {
  /** Bytes after which the file is moved aside. */
  readonly maxBytes: number;
  /** Days rotated files are kept. */
  readonly days: number;
}

/**
 * An append-only file that is moved aside when it has grown enough, and opened anew when it has been moved away by someone
 * else (logrotate, or another process of this service).
 */
export class RotatingFile {
  readonly #path: string;
  readonly #rule: RotationRule;
  readonly #now: () => number;
  #open: { readonly descriptor: number; readonly inode: number } | undefined;
  #bytes = 0;
  #checkAt = 0;
  #rotations = 0;
  #failures = 0;

  constructor(path: string, rule: RotationRule, now: () => number) {
    this.#path = path;
    this.#rule = rule;
    this.#now = now;
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
      if (this.#open === undefined || this.#movedAway(this.#open.inode)) this.#reopen();
    }
    if (this.#open !== undefined && this.#bytes > 0 && this.#bytes + bytes > this.#rule.maxBytes) this.#rotate(now);
    this.#bytes += bytes;
    return this.#open?.descriptor;
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) this.#attempt(() => closeSync(open.descriptor));
  }

  #movedAway(inode: number): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino !== inode;
  }

  #reopen(): void {
    this.close();
    this.#attempt(() => {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o750 });
      const descriptor = openSync(this.#path, 'a', MODE);
      const { ino, size } = fstatSync(descriptor);
      this.#open = { descriptor, inode: ino };
      this.#bytes = size;
    });
  }

  #rotate(now: number): void {
    this.#attempt(() => {
      // Another process may have rotated a moment ago: then its new file is the one to append to.
      if (this.#open !== undefined && !this.#movedAway(this.#open.inode)) rotate(this.#path, now);
      this.#rotations++;
    });
    this.#reopen();
    this.#attempt(() => {
      this.#failures += deleteOld(this.#path, this.#rule.days, now);
    });
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch {
      this.#failures++;
    }
  }
}
