import { viewOf } from '../crc32c.js';
import { BATCH_HEADER_BYTES, writeBatchHeader } from '../format/batch-header.js';
import type { Records } from '../records/packed.js';
import { recordCount, writeRecords } from './group.js';

/** Where a batch is to stand. */
export interface Place {
  /** Offset in the file. */
  readonly offset: number;
  /** Everything before this offset is durable. */
  readonly durable: number;
  readonly firstRecord: number;
  readonly salt: number;
}

/** A stretch of a segment file that is written and not durable, kept in memory in case it has to be written again. */
export class Unsynced {
  readonly #salted: number;
  /** Offset in the file of the first byte. */
  #start = 0;
  #length = 0;
  #endRecord = 0;
  #buffer: Buffer;
  #view: DataView;

  constructor(salted: number, initialBytes: number) {
    this.#salted = salted;
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes);
    this.#view = viewOf(this.#buffer);
  }

  get start(): number {
    return this.#start;
  }

  get byteLength(): number {
    return this.#length;
  }

  /** All of it, as it is in the file. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Number that the record after the last one gets. */
  get endRecord(): number {
    return this.#endRecord;
  }

  /**
   * Frames a batch; it belongs to the stretch when `keep` is called.
   *
   * @param bytes `batchBytes(records)`
   * @returns the batch as it goes into the file
   */
  frame(records: Records, bytes: number, place: Place): Uint8Array {
    this.#reserve(bytes);
    const at = this.#length;
    const digest = writeRecords(this.#buffer, this.#view, at, records, this.#salted);
    writeBatchHeader(this.#buffer, at, place.salt, {
      bodyBytes: bytes - BATCH_HEADER_BYTES,
      count: recordCount(records),
      digest,
      offset: place.offset,
      writeStart: place.durable,
      firstRecord: place.firstRecord,
    });
    return this.#buffer.subarray(at, at + bytes);
  }

  /** The batch framed last has been written. */
  keep(bytes: number, offset: number, endRecord: number): void {
    if (this.#length === 0) this.#start = offset;
    this.#length += bytes;
    this.#endRecord = endRecord;
  }

  /** Begins with the header of a new segment. */
  begin(header: Uint8Array, firstRecord: number): void {
    this.#reserve(header.length);
    this.#buffer.set(header, this.#length);
    this.keep(header.length, 0, firstRecord);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
    this.#view = viewOf(grown);
  }
}
