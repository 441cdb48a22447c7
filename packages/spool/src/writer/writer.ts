import { SpoolClosedError, SpoolFullError, SpoolTooLargeError } from '../errors.js';
import type { Files } from '../files/files.js';
import { saltChecksum } from '../format/record.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import { MAX_BATCH_BYTES, type SpoolLimits } from '../options.js';
import type { SpoolPosition } from '../position.js';
import type { Records } from '../records/packed.js';
import type { Catalog } from '../segments/catalog.js';
import { type ActiveSegment, createSegment } from './active-segment.js';
import { batchBytes, Group, recordCount } from './group.js';

/** Appends that arrive while the disk is busy are put together up to this size; one that is larger goes alone. */
const GROUP_BYTES = 4 * 1024 * 1024;
const INITIAL_BUFFER_BYTES = 64 * 1024;
/** One group on its way to the disk, one being filled. */
const SPARE_BUFFERS = 2;

export interface WriterStart {
  readonly files: Files;
  readonly dir: string;
  readonly catalog: Catalog;
  readonly limits: SpoolLimits;
  readonly spoolId: string;
  /** Random; part of every checksum this writer makes. */
  readonly salt: number;
  readonly end: SpoolPosition;
  readonly nextRecord: number;
  readonly nextSegment: number;
  /** True when the reader has acknowledged everything that is durable. */
  readonly isDrained: () => boolean;
  /** Deletes the sealed segments that are consumed. */
  readonly reclaim: () => Promise<void>;
  /** Called whenever `end` has moved. */
  readonly onDurable: () => void;
}

/** What the spool asks of whatever writes for it. */
export interface SpoolWriter {
  readonly end: SpoolPosition;
  readonly nextRecord: number;
  readonly pendingBytes: number;
  readonly ioErrors: number;
  append(records: Records): Promise<SpoolPosition>;
  refuse(error: Error): void;
  close(): Promise<void>;
}

/**
 * Puts appends on disk. One group is on its way at a time: one write, one fsync, then its callers are told. A segment in which
 * a write or an fsync failed is never written again: after a failed fsync the kernel forgets which pages were dirty, and a
 * second fsync would report success for data that is not there ("fsyncgate", LWN 752063). The next group begins a new segment,
 * whose header says how much of the failed one counts.
 */
export class Writer implements SpoolWriter {
  readonly #start: WriterStart;
  readonly #salted: number;
  readonly #queue: Group[] = [];
  readonly #spare: Buffer[] = [];
  #active: ActiveSegment | undefined;
  #end: SpoolPosition;
  #nextRecord: number;
  #nextSegment: number;
  #previous: { number: number; length: number };
  #pendingBytes = 0;
  #running: Promise<void> | undefined;
  #reclaimWanted = false;
  #refusal: Error | undefined;
  #ioErrors = 0;

  constructor(start: WriterStart) {
    this.#start = start;
    this.#salted = saltChecksum(start.salt);
    this.#end = start.end;
    this.#nextRecord = start.nextRecord;
    this.#nextSegment = start.nextSegment;
    const last = start.catalog.last;
    this.#previous = { number: last?.number ?? 0, length: last?.length ?? 0 };
  }

  /** Where the durable data ends. */
  get end(): SpoolPosition {
    return this.#end;
  }

  /** Number that the record after the last durable one gets. */
  get nextRecord(): number {
    return this.#nextRecord;
  }

  /** Bytes taken in and not yet durable. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  get ioErrors(): number {
    return this.#ioErrors;
  }

  /** @see Spool.append */
  async append(records: Records): Promise<SpoolPosition> {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (recordCount(records) === 0) return this.#end;
    const { maxRecordBytes, segmentBytes } = this.#start.limits;
    checkRecordSizes(records, maxRecordBytes);
    const bytes = batchBytes(records);
    this.#admit(bytes);
    this.#pendingBytes += bytes;
    let group = this.#queue.at(-1);
    const groupBytes = Math.min(GROUP_BYTES, segmentBytes - SEGMENT_HEADER_BYTES);
    if (group === undefined || group.byteLength + bytes > groupBytes) {
      group = new Group(this.#salted, this.#spare.pop() ?? Buffer.allocUnsafeSlow(INITIAL_BUFFER_BYTES));
      this.#queue.push(group);
    }
    const position = group.add(records, bytes);
    this.#running ??= this.#run();
    return position;
  }

  /** Every later append throws `error`. */
  refuse(error: Error): void {
    this.#refusal ??= error;
  }

  /** Writes what was taken in, then closes the file. */
  async close(): Promise<void> {
    this.refuse(new SpoolClosedError(this.#start.dir));
    await this.#running;
    await this.#seal();
  }

  #admit(bytes: number): void {
    const { dir, catalog, limits } = this.#start;
    if (bytes > MAX_BATCH_BYTES) throw new SpoolTooLargeError('batch', bytes, MAX_BATCH_BYTES);
    const needed = SEGMENT_HEADER_BYTES + bytes;
    if (needed > limits.maxBytes) throw new SpoolTooLargeError('batch', bytes, limits.maxBytes - SEGMENT_HEADER_BYTES);
    if (this.#pendingBytes > 0 && this.#pendingBytes + bytes > limits.maxPendingBytes)
      throw new SpoolFullError(dir, 'maxPendingBytes', this.#pendingBytes, limits.maxPendingBytes);
    // A segment is deleted when it is sealed, and sealed when it is long enough. A drained spool need not wait for that.
    if (this.#pendingBytes === 0 && catalog.bytes + needed > limits.maxBytes && this.#start.isDrained())
      this.#reclaimWanted = true;
    const used = (this.#reclaimWanted ? 0 : catalog.bytes) + this.#pendingBytes;
    if (used + needed > limits.maxBytes) throw new SpoolFullError(dir, 'maxBytes', used, limits.maxBytes);
  }

  /** Writes one group after the other until none waits. Never rejects: failures go to the appends they belong to. */
  async #run(): Promise<void> {
    // Appends of the same turn of the event loop share the first write.
    await Promise.resolve();
    for (let group = this.#queue.shift(); group !== undefined; group = this.#queue.shift()) {
      const bytes = group.byteLength;
      try {
        await this.#commit(group);
      } catch (error) {
        this.#ioErrors++;
        await this.#abandon();
        group.reject(error instanceof Error ? error : new Error(String(error)));
      }
      this.#pendingBytes -= bytes;
      const buffer = group.release();
      if (this.#spare.length < SPARE_BUFFERS && buffer.length <= 2 * GROUP_BYTES) this.#spare.push(buffer);
    }
    this.#running = undefined;
  }

  async #commit(group: Group): Promise<void> {
    if (this.#reclaimWanted) {
      await this.#seal();
      await this.#start.reclaim();
      this.#reclaimWanted = false;
    }
    const active = await this.#segmentFor(group.byteLength);
    const { segment, file, salt } = active;
    const offset = segment.length;
    const { bytes, endRecord } = group.place(offset, this.#nextRecord, salt);
    segment.fileBytes = offset + bytes.length;
    await file.write(bytes, offset);
    await file.sync();
    segment.addLandmark(offset, this.#nextRecord);
    segment.length = offset + bytes.length;
    segment.endRecord = endRecord;
    this.#nextRecord = endRecord;
    this.#end = { segment: segment.number, offset: segment.length };
    group.resolve(segment.number, offset);
    this.#start.onDurable();
  }

  async #segmentFor(bytes: number): Promise<ActiveSegment> {
    const { files, dir, catalog, limits, salt, spoolId } = this.#start;
    const active = this.#active;
    if (active !== undefined && (active.segment.isEmpty || active.segment.length + bytes <= limits.segmentBytes))
      return active;
    await this.#seal();
    const header = {
      salt,
      spoolId,
      segment: this.#nextSegment++,
      firstRecord: this.#nextRecord,
      previousSegment: this.#previous.number,
      previousLength: this.#previous.length,
    };
    const created = await createSegment(files, dir, header, this.#countIoError);
    catalog.add(created.segment);
    this.#active = created;
    return created;
  }

  /** Ends the active segment for good: the header of the next one will state its length. */
  async #seal(): Promise<void> {
    const active = this.#active;
    if (active === undefined) return;
    this.#active = undefined;
    active.segment.sealed = true;
    this.#previous = { number: active.segment.number, length: active.segment.length };
    // All of it is durable already, so an error here loses nothing.
    await active.file.close().catch(this.#countIoError);
  }

  /** Ends the active segment after a failure, and takes off what the failed write left in it. */
  async #abandon(): Promise<void> {
    const active = this.#active;
    if (active === undefined) return;
    try {
      await active.file.truncate(active.segment.length);
      active.segment.fileBytes = active.segment.length;
    } catch (error) {
      this.#countIoError(error);
    }
    await this.#seal();
  }

  readonly #countIoError = (_error: unknown): void => {
    this.#ioErrors++;
  };
}

/** @throws SpoolTooLargeError, RangeError for ends that point outside of the bytes. */
export function checkRecordSizes(records: Records, maxRecordBytes: number): void {
  if ('ends' in records) {
    let start = 0;
    for (let index = 0; index < records.ends.length; index++) {
      const end = records.ends[index] ?? start;
      if (end < start || end > records.bytes.length) throw new RangeError(`ends[${index}] is ${end}, outside of bytes`);
      if (end - start > maxRecordBytes) throw new SpoolTooLargeError('record', end - start, maxRecordBytes, index);
      start = end;
    }
    return;
  }
  for (const [index, record] of records.entries())
    if (record.length > maxRecordBytes) throw new SpoolTooLargeError('record', record.length, maxRecordBytes, index);
}
