import { type LogRecord, STREAMS, type Stream } from '../../record/index.js';

/** Rows of one stream as UTF-8, each ended by a line feed. */
export interface RowBlock {
  readonly stream: Stream;
  readonly rows: number;
  /** The table's partitions these rows belong to, as `<retention>:<day>`; each costs the engine a part. */
  readonly partitions: readonly string[];
  readonly body: Uint8Array;
}

/** A block is closed when it reaches this size: one block is one record of the spool and the least the store inserts at once. */
const BLOCK_BYTES = 4 * 1_048_576;
/** Partitions of one block at most; a block of backfilled years would need more memory than one insert may take. */
export const BLOCK_PARTITIONS = 100;
const FIRST_BYTES = 64 * 1_024;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

interface OpenBlock {
  buffer: Buffer;
  length: number;
  rows: number;
  /** Retention and day of the last row: the next row's are most often the same. */
  retention: string;
  day: string;
  readonly partitions: Set<string>;
}

/**
 * Collects rows as bytes while a batch is read, so that no row lives on as a string: joining strings at the end took six times
 * as long and twice the memory.
 */
export class RowBlocks {
  readonly #blocks: RowBlock[] = [];
  readonly #open: Record<Stream, OpenBlock | undefined> = {
    app: undefined,
    audit: undefined,
    security: undefined,
    access: undefined,
  };

  /** @param row the record as JSONEachRow, without a line feed */
  add(record: Pick<LogRecord, 'stream' | 'retention' | 'timestamp'>, row: string): void {
    const { stream } = record;
    const needed = row.length * BYTES_PER_UNIT + 1;
    let open = this.#open[stream];
    if (open === undefined) {
      const buffer = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, needed));
      open = { buffer, length: 0, rows: 0, retention: '', day: '', partitions: new Set() };
      this.#open[stream] = open;
    } else if (open.length + needed > open.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(open.buffer.length * 2, open.length + needed));
      open.buffer.copy(larger, 0, 0, open.length);
      open.buffer = larger;
    }
    open.length += open.buffer.write(row, open.length);
    open.buffer[open.length++] = 0x0a;
    open.rows++;
    notePartition(open, record);
    if (open.length >= BLOCK_BYTES || open.partitions.size >= BLOCK_PARTITIONS) this.#close(stream);
  }

  /** All rows so far, in blocks; each stream's in the order they were added. */
  take(): readonly RowBlock[] {
    for (const stream of STREAMS) this.#close(stream);
    return this.#blocks.splice(0);
  }

  #close(stream: Stream): void {
    const open = this.#open[stream];
    if (open === undefined) return;
    const { rows, partitions, buffer, length } = open;
    this.#blocks.push({ stream, rows, partitions: [...partitions], body: buffer.subarray(0, length) });
    this.#open[stream] = undefined;
  }
}

function notePartition(open: OpenBlock, { retention, timestamp }: Pick<LogRecord, 'retention' | 'timestamp'>): void {
  if (retention === open.retention && timestamp.startsWith(open.day) && open.day !== '') return;
  open.retention = retention;
  open.day = timestamp.slice(0, 10);
  open.partitions.add(`${retention}:${open.day}`);
}
