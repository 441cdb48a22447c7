import { STREAMS, type Stream } from '../../record/index.js';

/** Rows of one stream as UTF-8, each ended by a line feed. */
export interface RowBlock {
  readonly stream: Stream;
  readonly rows: number;
  readonly body: Uint8Array;
}

/** A block is closed when it reaches this size: one block is one record of the spool and the least the store inserts at once. */
const BLOCK_BYTES = 4 * 1_048_576;
const FIRST_BYTES = 64 * 1_024;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

/**
 * Collects rows as bytes while a batch is read, so that no row lives on as a string: joining strings at the end took six times
 * as long and twice the memory.
 */
export class RowBlocks {
  readonly #blocks: RowBlock[] = [];
  readonly #open: Record<Stream, { buffer: Buffer; length: number; rows: number } | undefined> = {
    app: undefined,
    audit: undefined,
    security: undefined,
    access: undefined,
  };

  /** @param row without a line feed */
  add(stream: Stream, row: string): void {
    const needed = row.length * BYTES_PER_UNIT + 1;
    let open = this.#open[stream];
    if (open === undefined) {
      open = { buffer: Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, needed)), length: 0, rows: 0 };
      this.#open[stream] = open;
    } else if (open.length + needed > open.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(open.buffer.length * 2, open.length + needed));
      open.buffer.copy(larger, 0, 0, open.length);
      open.buffer = larger;
    }
    open.length += open.buffer.write(row, open.length);
    open.buffer[open.length++] = 0x0a;
    open.rows++;
    if (open.length >= BLOCK_BYTES) this.#close(stream);
  }

  /** All rows so far, in blocks; each stream's in the order they were added. */
  take(): readonly RowBlock[] {
    for (const stream of STREAMS) this.#close(stream);
    return this.#blocks.splice(0);
  }

  #close(stream: Stream): void {
    const open = this.#open[stream];
    if (open === undefined) return;
    this.#blocks.push({ stream, rows: open.rows, body: open.buffer.subarray(0, open.length) });
    this.#open[stream] = undefined;
  }
}
