import { writeSync } from 'node:fs';
import { LEVELS } from '../level.js';

/** Bytes (UTF-16 units, near enough) gathered before a write: one system call for many lines. */
const GATHER = 16_384;

/** What is kept while the destination is slower than the log calls; beyond it the call waits for it. */
const MAX_WAITING = 8 * 1024 * 1024;

/** How long a log call waits for a reader that takes nothing at all; then lines are dropped and counted until it does again. */
const PATIENCE_MS = 1_000;

/** How long the end of the process waits for a reader that takes nothing of a full pipe, and how long for one that does. */
const FINAL_WAIT_MS = 1_000;
const LONGEST_FINAL_WAIT_MS = 10_000;

const NEWLINE = 0x0a;
const LINE_END = Buffer.from('\n');

/** How long to leave a full pipe alone. */
const RETRY_MS = 10;

/** Where a {@link LineBuffer} appends so many bytes: the descriptor at the moment, `undefined` when there is none. */
export type Descriptor = (bytes: number) => number | undefined;

/**
 * Gathers lines and writes them with one synchronous system call: when 16 KB have come together, at the end of the tick, and
 * at once from ERROR up. So nothing is lost when the process ends in any way that runs its exit handlers, and at most one
 * tick when it is killed. A reader that is slow slows the log calls once 8 MB wait for it, so that nothing is dropped and the memory is
 * bounded; one that takes nothing for a second holds up nobody any more.
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
  /** The reader has taken nothing for a while. */
  #stalled = false;
  /** Half a line is written, and the rest given up. */
  #torn = false;
  /** Whether the last byte written was within a line. */
  #withinLine = false;
  #scheduled = false;
  #retry: NodeJS.Timeout | undefined;
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
    if (this.#waiting.length === 0 || this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.flush();
    }, RETRY_MS);
    this.#retry.unref();
  }

  /** The same, waiting for a full pipe as long as its reader goes on reading, within bounds. Blocks; for the end of the process. */
  flushFinally(): void {
    this.#encode();
    const last = Date.now() + LONGEST_FINAL_WAIT_MS;
    for (let end = Date.now() + FINAL_WAIT_MS; ; sleep(RETRY_MS)) {
      const before = this.#waitingBytes;
      this.#writeWaiting();
      if (this.#waitingBytes < before) end = Math.min(last, Date.now() + FINAL_WAIT_MS);
      if (this.#waiting.length === 0 || Date.now() >= end) return;
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
    if (this.#waiting.length === 0) return true;
    // It took a part, or nothing: what is left must outlive the next use of the buffer.
    this.#waiting = this.#waiting.map((left) => (left === LINE_END ? left : Buffer.from(left)));
    return false;
  }

  #encode(): void {
    if (this.#gathered === '') return;
    if (!this.#hasRoom()) this.#dropped += this.#gatheredLines;
    else {
      const bytes = Buffer.from(this.#gathered);
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
      this.#written += this.#gatheredLines;
    }
    this.#gathered = '';
    this.#gatheredLines = 0;
  }

  /** Waits for a slow reader when too much waits for it already. */
  #hasRoom(): boolean {
    if (this.#waitingBytes <= MAX_WAITING) return true;
    for (let end = Date.now() + PATIENCE_MS; !this.#stalled; ) {
      const before = this.#waitingBytes;
      this.#writeWaiting();
      if (this.#waitingBytes <= MAX_WAITING) return true;
      if (this.#waitingBytes < before) end = Date.now() + PATIENCE_MS;
      else if (Date.now() >= end) this.#stalled = true;
      else sleep(1);
    }
    return false;
  }

  #writeWaiting(): void {
    if (this.#torn && this.#waiting.length > 0) {
      this.#torn = false;
      this.#waiting.unshift(LINE_END);
      this.#waitingBytes += LINE_END.length;
    }
    for (let chunk = this.#waiting[0]; chunk !== undefined; chunk = this.#waiting[0]) {
      try {
        const descriptor = this.#descriptor(chunk.length);
        if (descriptor === undefined) throw new Error('the destination is not open');
        const written = writeSync(descriptor, chunk);
        this.#waitingBytes -= written;
        if (written > 0) {
          this.#stalled = false;
          this.#withinLine = chunk[written - 1] !== NEWLINE;
        }
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
      if (chunk === LINE_END) continue;
      const lines = countLines(chunk);
      this.#written -= lines;
      this.#dropped += lines;
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
    // What comes next, when the destination takes something again, must not be glued to half a line.
    this.#torn = this.#withinLine;
  }
}

/** Blocks the thread. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** A pipe whose reader is slow answers EAGAIN. */
const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN';

function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (const byte of chunk) if (byte === NEWLINE) lines++;
  return lines;
}
