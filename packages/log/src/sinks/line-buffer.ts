import { writeSync } from 'node:fs';
import { LEVELS } from '../level.js';

/** Bytes (UTF-16 units, near enough) gathered before a write: one system call for many lines. */
const GATHER = 16_384;

/** What is kept while the destination takes nothing; beyond it lines are dropped and counted. */
const MAX_WAITING = 8 * 1024 * 1024;

/** How long the end of the process waits for a pipe that is full. */
const FINAL_WAIT_MS = 1_000;

/** How long to leave a full pipe alone. */
const RETRY_MS = 10;

/** Where a {@link LineBuffer} appends so many bytes: the descriptor at the moment, `undefined` when there is none. */
export type Descriptor = (bytes: number) => number | undefined;

/**
 * Gathers lines and writes them with one synchronous system call: when 16 KB have come together, at the end of the tick, and
 * at once from ERROR up. So nothing is lost when the process ends in any way that runs its exit handlers, and at most one
 * tick when it is killed.
 */
export class LineBuffer {
  readonly #descriptor: Descriptor;
  /** Where lines are encoded; made once, since a buffer for every write costs as much as the write. */
  readonly #encoded = Buffer.allocUnsafeSlow(4 * GATHER);
  #gathered = '';
  #gatheredLines = 0;
  /** Encoded, waiting for a destination that was full. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #scheduled = false;
  #written = 0;
  #dropped = 0;

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
  }

  get written(): number {
    return this.#written;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Whether lines wait for the destination to take more. */
  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  write(line: string, level: number): void {
    this.#gathered += line;
    this.#gatheredLines++;
    if (this.#gathered.length >= GATHER || level >= LEVELS.error) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  /** Writes what has been gathered as far as the destination takes it. */
  flush(): void {
    if (this.#waiting.length === 0 && this.#writeGathered()) return;
    this.#encode();
    this.#writeWaiting();
    if (this.#waiting.length > 0) setTimeout(() => this.flush(), RETRY_MS).unref();
  }

  /** The same, waiting up to a second for a full pipe. Blocks; for the end of the process. */
  flushFinally(): void {
    this.#encode();
    const end = Date.now() + FINAL_WAIT_MS;
    for (this.#writeWaiting(); this.#waiting.length > 0 && Date.now() < end; this.#writeWaiting()) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }

  /** The usual way: the destination takes everything at once. @returns false when something is left to be done */
  #writeGathered(): boolean {
    const gathered = this.#gathered;
    // Three bytes are the most that one UTF-16 unit needs.
    if (gathered.length * 3 > this.#encoded.length) return false;
    if (gathered === '') return true;
    const length = this.#encoded.write(gathered);
    const lines = this.#gatheredLines;
    this.#gathered = '';
    this.#gatheredLines = 0;
    this.#written += lines;
    this.#waiting.push(this.#encoded.subarray(0, length));
    this.#waitingBytes += length;
    this.#writeWaiting();
    const left = this.#waiting[0];
    if (left === undefined) return true;
    // It took a part, or nothing: what is left must outlive the next use of the buffer.
    this.#waiting[0] = Buffer.from(left);
    return false;
  }

  #encode(): void {
    if (this.#gathered === '') return;
    if (this.#waitingBytes > MAX_WAITING) this.#dropped += this.#gatheredLines;
    else {
      const bytes = Buffer.from(this.#gathered);
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
      this.#written += this.#gatheredLines;
    }
    this.#gathered = '';
    this.#gatheredLines = 0;
  }

  #writeWaiting(): void {
    for (let chunk = this.#waiting[0]; chunk !== undefined; chunk = this.#waiting[0]) {
      try {
        const descriptor = this.#descriptor(chunk.length);
        if (descriptor === undefined) throw new Error('the destination is not open');
        const written = writeSync(descriptor, chunk);
        this.#waitingBytes -= written;
        if (written < chunk.length) this.#waiting[0] = chunk.subarray(written);
        else this.#waiting.shift();
      } catch (error) {
        if (isFull(error)) return;
        this.#giveUp();
      }
    }
  }

  /** The destination is gone (a closed pipe, a full disk): keeping its lines would only fill the memory. */
  #giveUp(): void {
    for (const chunk of this.#waiting) {
      const lines = countLines(chunk);
      this.#written -= lines;
      this.#dropped += lines;
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** A pipe whose reader is slow answers EAGAIN. */
const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN';

function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (const byte of chunk) if (byte === 0x0a) lines++;
  return lines;
}
