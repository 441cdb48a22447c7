/**
 * Many records in one block of memory: record i is `bytes[ends[i - 1], ends[i])`, the first one starts at 0. Saves an object
 * per record, which for records of a few hundred bytes costs more than writing them.
 */
export interface PackedRecords {
  readonly bytes: Uint8Array;
  /** Where each record ends, ascending; `ends.length` is the number of records. */
  readonly ends: ArrayLike<number>;
}

/** What an append takes: one array per record, or all of them packed. */
export type Records = readonly Uint8Array[] | PackedRecords;

const INITIAL_BYTES = 64 * 1024;
const INITIAL_RECORDS = 256;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const UTF8_BYTES_PER_UNIT = 3;

/**
 * Collects records into one block, texts being encoded in place.
 *
 * @example
 * const packer = new RecordPacker();
 * for (const row of rows) packer.addText(JSON.stringify(row));
 * await spool.append(packer.take());
 */
export class RecordPacker {
  #bytes: Buffer;
  #ends: Float64Array;
  #length = 0;
  #count = 0;

  constructor(initialBytes = INITIAL_BYTES) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(initialBytes, 1));
    this.#ends = new Float64Array(INITIAL_RECORDS);
  }

  get count(): number {
    return this.#count;
  }

  /** Payload bytes collected so far. */
  get byteLength(): number {
    return this.#length;
  }

  add(record: Uint8Array): void {
    this.#reserve(record.length);
    this.#bytes.set(record, this.#length);
    this.#finish(record.length);
  }

  /** Adds a text as UTF-8. */
  addText(text: string): void {
    this.#reserve(text.length * UTF8_BYTES_PER_UNIT);
    this.#finish(this.#bytes.write(text, this.#length, 'utf8'));
  }

  /** The records so far. They share the packer's memory: clear or reuse it only after the append was called. */
  take(): PackedRecords {
    return { bytes: this.#bytes.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#count) };
  }

  /** Empties the packer and keeps its memory. Safe as soon as `append` has been called: it copies before it returns. */
  clear(): void {
    this.#length = 0;
    this.#count = 0;
  }

  #finish(bytes: number): void {
    this.#length += bytes;
    if (this.#count === this.#ends.length) {
      const grown = new Float64Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#count++] = this.#length;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
