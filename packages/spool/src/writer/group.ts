import { viewOf } from '../crc32c.js';
import { BATCH_HEADER_BYTES, writeBatchHeader } from '../format/batch-header.js';
import { extendDigest, RECORD_HEADER_BYTES, writeRecordHeader } from '../format/record.js';
import type { SpoolPosition } from '../position.js';
import type { Records } from '../records/packed.js';

interface Batch {
  /** Where its header goes in the group's buffer. */
  readonly at: number;
  readonly bodyBytes: number;
  readonly count: number;
  readonly digest: number;
  readonly resolve: (position: SpoolPosition) => void;
  readonly reject: (error: Error) => void;
}

/** Bytes that a batch takes in the file. */
export function batchBytes(records: Records): number {
  let payload = 0;
  if ('ends' in records) payload = records.ends[records.ends.length - 1] ?? 0;
  else for (const record of records) payload += record.length;
  return BATCH_HEADER_BYTES + recordCount(records) * RECORD_HEADER_BYTES + payload;
}

export function recordCount(records: Records): number {
  return 'ends' in records ? records.ends.length : records.length;
}

/**
 * Copies the records of a batch to where they stand behind its header at `batchAt`, each with its own header.
 *
 * @returns the digest of the batch
 */
export function writeRecords(
  buffer: Buffer,
  view: DataView,
  batchAt: number,
  records: Records,
  salted: number,
): number {
  let at = batchAt + BATCH_HEADER_BYTES;
  let digest = salted;
  const finish = (length: number): void => {
    writeRecordHeader(view, at, length, salted);
    digest = extendDigest(digest, view, at);
    at += RECORD_HEADER_BYTES + length;
  };
  if ('ends' in records) {
    const { bytes, ends } = records;
    let start = 0;
    for (let index = 0; index < ends.length; index++) {
      const end = ends[index] ?? start;
      buffer.set(bytes.subarray(start, end), at + RECORD_HEADER_BYTES);
      finish(end - start);
      start = end;
    }
    return digest;
  }
  for (const record of records) {
    buffer.set(record, at + RECORD_HEADER_BYTES);
    finish(record.length);
  }
  return digest;
}

/**
 * Appends that share one write and one fsync. Records are copied and checksummed as they come in, while the disk is busy
 * with the group before; only what depends on the place in the file is filled in when the group's turn has come.
 */
export class Group {
  readonly #salted: number;
  readonly #batches: Batch[] = [];
  #buffer: Buffer;
  #view: DataView;
  #length = 0;

  /** @param buffer Memory to start with, which `release` gives back. */
  constructor(salted: number, buffer: Buffer) {
    this.#salted = salted;
    this.#buffer = buffer;
    this.#view = viewOf(buffer);
  }

  get byteLength(): number {
    return this.#length;
  }

  /** @param bytes `batchBytes(records)`, which the caller knows already. */
  add(records: Records, bytes: number): Promise<SpoolPosition> {
    this.#reserve(bytes);
    const at = this.#length;
    const digest = writeRecords(this.#buffer, this.#view, at, records, this.#salted);
    this.#length = at + bytes;
    return new Promise((resolve, reject) => {
      const count = recordCount(records);
      this.#batches.push({ at, bodyBytes: bytes - BATCH_HEADER_BYTES, count, digest, resolve, reject });
    });
  }

  /**
   * Fills in the batch headers for a write at `offset` of the segment.
   *
   * @returns the bytes to write, and the number of the record after the last.
   */
  place(offset: number, firstRecord: number, salt: number): { bytes: Uint8Array; endRecord: number } {
    let record = firstRecord;
    for (const { at, bodyBytes, count, digest } of this.#batches) {
      const header = { bodyBytes, count, digest, offset: offset + at, writeStart: offset, firstRecord: record };
      writeBatchHeader(this.#buffer, at, salt, header);
      record += count;
    }
    return { bytes: this.#buffer.subarray(0, this.#length), endRecord: record };
  }

  /** Tells every append its position, once the write at `offset` is durable. */
  resolve(segment: number, offset: number): void {
    for (const { at, bodyBytes, resolve } of this.#batches)
      resolve({ segment, offset: offset + at + BATCH_HEADER_BYTES + bodyBytes });
  }

  reject(error: Error): void {
    for (const { reject } of this.#batches) reject(error);
  }

  /** The memory, for the next group. */
  release(): Buffer {
    return this.#buffer;
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
