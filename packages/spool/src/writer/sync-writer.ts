import { join } from 'node:path';
import { SpoolClosedError, SpoolDeletedError, SpoolFullError, SpoolIoError, SpoolTooLargeError } from '../errors.js';
import type { BlockingFile, BlockingFiles } from '../files/files.js';
import { saltChecksum } from '../format/record.js';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import { segmentName } from '../format/segment-name.js';
import { MAX_BATCH_BYTES } from '../options.js';
import { comparePositions, type SpoolPosition } from '../position.js';
import type { Records } from '../records/packed.js';
import { Segment } from '../segments/segment.js';
import { batchBytes, recordCount } from './group.js';
import { Unsynced } from './unsynced.js';
import { checkRecordSizes, type SpoolWriter, type WriterStart } from './writer.js';

/** An fsync follows a write so soon; what comes in meanwhile shares it. */
const SYNC_MS = 20;

/** How often to look whether the segment still has its name: seldom enough to cost nothing when appends come one behind the other. */
const LOOK_MS = 1;

/** How long to leave a disk alone that has refused an fsync. */
const RETRY_MS = 1_000;

const INITIAL_BUFFER_BYTES = 64 * 1024;

/** The one segment that is being written. */
interface Active {
  readonly segment: Segment;
  readonly file: BlockingFile;
}

interface Waiter {
  readonly position: SpoolPosition;
  readonly resolve: (end: SpoolPosition) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes within the call and leaves the fsync for later. What is written and not yet durable is also in memory: after a failed fsync the
 * kernel may take the lost pages for clean ("fsyncgate", LWN 752063), so they are written again, in place, before the next one. Batches
 * name the durable length as the start of their write, which is what recovery believes.
 */
export class SyncWriter implements SpoolWriter {
  readonly #start: WriterStart;
  readonly #blocking: BlockingFiles;
  readonly #salted: number;
  /** What the fsync under way will make durable. */
  #syncing: Unsynced;
  /** What came after it had begun. */
  #fresh: Unsynced;
  #active: Active | undefined;
  #previous: { number: number; length: number };
  #nextSegment: number;
  /** Bytes of the active segment that are written. */
  #writtenBytes = 0;
  #writtenRecord: number;
  #end: SpoolPosition;
  #nextRecord: number;
  /** A name was created that the directory may forget. */
  #nameIsNew = false;
  /** An fsync has failed: what is not durable has to be written once more before the next. */
  #mustRewrite = false;
  /** When the name was looked for, by `performance.now()`. */
  #lookedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #waiters: Waiter[] = [];
  #refusal: Error | undefined;
  #ioErrors = 0;

  constructor(start: WriterStart, blocking: BlockingFiles) {
    this.#start = start;
    this.#blocking = blocking;
    this.#salted = saltChecksum(start.salt);
    this.#syncing = new Unsynced(this.#salted, INITIAL_BUFFER_BYTES);
    this.#fresh = new Unsynced(this.#salted, INITIAL_BUFFER_BYTES);
    const last = start.catalog.last;
    this.#previous = { number: last?.number ?? 0, length: last?.length ?? 0 };
    this.#nextSegment = start.nextSegment;
    this.#writtenRecord = start.nextRecord;
    this.#nextRecord = start.nextRecord;
    this.#end = start.end;
  }

  get end(): SpoolPosition {
    return this.#end;
  }

  get nextRecord(): number {
    return this.#nextRecord;
  }

  get pendingBytes(): number {
    return this.#syncing.byteLength + this.#fresh.byteLength;
  }

  get ioErrors(): number {
    return this.#ioErrors;
  }

  /** @see Spool.append */
  async append(records: Records): Promise<SpoolPosition> {
    this.appendSync(records);
    const position = this.#written;
    await this.synced();
    return position;
  }

  /** @see SyncSpool.appendSync */
  appendSync(records: Records): void {
    if (this.#refusal !== undefined) throw this.#refusal;
    const count = recordCount(records);
    if (count === 0) return;
    const { maxRecordBytes, maxUnsyncedBytes } = this.#start.limits;
    checkRecordSizes(records, maxRecordBytes);
    const bytes = batchBytes(records);
    this.#admit(bytes);
    if (this.pendingBytes > 0 && this.pendingBytes + bytes > maxUnsyncedBytes) this.#syncNow();
    const { segment, file } = this.#segmentFor(bytes);
    this.#requireName(segment, file);
    const offset = this.#writtenBytes;
    const firstRecord = this.#writtenRecord;
    const place = { offset, durable: segment.length, firstRecord, salt: this.#start.salt };
    try {
      file.write(this.#fresh.frame(records, bytes, place), offset);
    } catch (error) {
      this.#ioErrors++;
      // What the write may have left would be overwritten by the next; recovery cuts it off, too.
      this.#attempt(() => file.truncate(offset));
      throw error;
    }
    this.#fresh.keep(bytes, offset, firstRecord + count);
    segment.addLandmark(offset, firstRecord);
    this.#writtenBytes = offset + bytes;
    this.#writtenRecord += count;
    segment.fileBytes = this.#writtenBytes;
    this.#schedule(SYNC_MS);
  }

  /** @see SyncSpool.synced */
  synced(): Promise<SpoolPosition> {
    const position = this.#written;
    if (comparePositions(this.#end, position) >= 0) return Promise.resolve(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ position, resolve, reject });
      if (this.#running === undefined) this.#sync();
    });
  }

  refuse(error: Error): void {
    this.#refusal ??= error;
  }

  /** Makes durable what was taken in, then closes the file. */
  async close(): Promise<void> {
    this.refuse(new SpoolClosedError(this.#start.dir));
    await this.#running;
    // What an fsync under way did not cover takes a second one.
    for (let attempts = 0; attempts < 2 && this.pendingBytes > 0; attempts++) await this.#sync();
    clearTimeout(this.#timer);
    this.#seal();
  }

  get #written(): SpoolPosition {
    if (this.#active === undefined || this.#writtenBytes <= SEGMENT_HEADER_BYTES) return this.#end;
    return { segment: this.#active.segment.number, offset: this.#writtenBytes };
  }

  #admit(bytes: number): void {
    const { dir, catalog, limits, isDrained } = this.#start;
    if (bytes > MAX_BATCH_BYTES) throw new SpoolTooLargeError('batch', bytes, MAX_BATCH_BYTES);
    const needed = SEGMENT_HEADER_BYTES + bytes;
    if (needed > limits.maxBytes) throw new SpoolTooLargeError('batch', bytes, limits.maxBytes - SEGMENT_HEADER_BYTES);
    const used = catalog.bytes;
    if (used + needed <= limits.maxBytes) return;
    // A segment is deleted when it is sealed, and sealed when it is long enough. A drained spool need not wait for that.
    if (this.pendingBytes === 0 && this.#running === undefined && isDrained()) this.#reclaim();
    throw new SpoolFullError(dir, 'maxBytes', used, limits.maxBytes);
  }

  /** Gives back the room of a drained spool; the appends after it will have it. */
  #reclaim(): void {
    this.#seal();
    this.#running = this.#start
      .reclaim()
      .catch(this.#countIoError)
      .then(() => this.#settle(SYNC_MS));
  }

  #segmentFor(bytes: number): Active {
    const { dir, catalog, limits, salt, spoolId } = this.#start;
    const active = this.#active;
    if (active !== undefined) {
      const isEmpty = this.#writtenBytes <= SEGMENT_HEADER_BYTES;
      if (isEmpty || this.#writtenBytes + bytes <= limits.segmentBytes) return active;
      // The header of the next segment states the durable length of this one.
      if (this.pendingBytes > 0) this.#syncNow();
      this.#seal();
    }
    const number = this.#nextSegment++;
    const path = join(dir, segmentName(number));
    const header = {
      salt,
      spoolId,
      segment: number,
      firstRecord: this.#writtenRecord,
      previousSegment: this.#previous.number,
      previousLength: this.#previous.length,
    };
    const encoded = encodeSegmentHeader(header);
    const file = this.#create(path, encoded);
    const length = SEGMENT_HEADER_BYTES;
    const { firstRecord } = header;
    this.#fresh.begin(encoded, firstRecord);
    const state = { number, path, salt, firstRecord, length, endRecord: firstRecord, fileBytes: length };
    const created = { segment: new Segment(state, false), file };
    catalog.add(created.segment);
    this.#active = created;
    this.#writtenBytes = length;
    this.#nameIsNew = true;
    return created;
  }

  /**
   * The lock tells only every five seconds that somebody has deleted the directory; until then everything would go into a file without a
   * name.
   */
  #requireName({ path }: Segment, file: BlockingFile): void {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    if (!file.hasName()) throw this.#deleted(path);
  }

  #deleted(path: string): Error {
    const error = new SpoolDeletedError(path);
    this.refuse(error);
    return error;
  }

  #create(path: string, header: Uint8Array): BlockingFile {
    let file: BlockingFile | undefined;
    try {
      file = this.#blocking.create(path);
      file.write(header, 0);
      return file;
    } catch (error) {
      this.#ioErrors++;
      if (error instanceof SpoolIoError && error.reason === 'ENOENT') throw this.#deleted(this.#start.dir);
      // Should it stay behind, recovery takes a segment without a batch for what it is.
      if (file !== undefined) this.#attempt(() => file?.close());
      if (file !== undefined) this.#attempt(() => this.#blocking.remove(path));
      throw error;
    }
  }

  /** The fsync that blocks. @throws SpoolIoError and then keeps everything for the next one */
  #syncNow(): void {
    const active = this.#active;
    if (active === undefined) return;
    try {
      this.#rewrite(active.file);
      active.file.syncNow();
      if (this.#nameIsNew) this.#blocking.syncDirectory(this.#start.dir);
    } catch (error) {
      this.#ioErrors++;
      this.#mustRewrite = true;
      throw error;
    }
    this.#nameIsNew = false;
    this.#syncing.clear();
    this.#fresh.clear();
    this.#markDurable(active.segment, this.#writtenBytes, this.#writtenRecord);
  }

  #schedule(ms: number): void {
    if (this.#timer !== undefined || this.#running !== undefined) return;
    this.#timer = setTimeout(() => this.#sync(), ms);
    this.#timer.unref();
  }

  /** The fsync that does not block. Resolves when it is over, successful or not. */
  #sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const active = this.#active;
    if (this.#running === undefined && active !== undefined) {
      this.#running = this.#syncOnce(active).then(
        () => this.#settle(SYNC_MS),
        (error: unknown) => {
          this.#ioErrors++;
          this.#mustRewrite = true;
          if (this.#refusal !== undefined) for (const { reject } of this.#waiters.splice(0)) reject(error);
          this.#settle(RETRY_MS);
        },
      );
    }
    return this.#running ?? Promise.resolve();
  }

  async #syncOnce({ segment, file }: Active): Promise<void> {
    this.#rewrite(file);
    // After a failure both hold something: then this fsync settles the older of them.
    if (this.#syncing.byteLength === 0) [this.#syncing, this.#fresh] = [this.#fresh, this.#syncing];
    const { start, byteLength, endRecord } = this.#syncing;
    const length = start + byteLength;
    await file.sync();
    if (this.#nameIsNew) await this.#start.files.syncDirectory(this.#start.dir);
    // An append may have done the same meanwhile, and more.
    if (this.#active?.segment !== segment || segment.length >= length) return;
    this.#nameIsNew = false;
    this.#syncing.clear();
    this.#markDurable(segment, length, endRecord);
  }

  /** Makes pages dirty again that a failed fsync may have left clean. */
  #rewrite(file: BlockingFile): void {
    if (!this.#mustRewrite) return;
    for (const { bytes, start } of [this.#syncing, this.#fresh]) if (bytes.length > 0) file.write(bytes, start);
    this.#mustRewrite = false;
  }

  #markDurable(segment: Segment, length: number, endRecord: number): void {
    segment.length = length;
    segment.endRecord = endRecord;
    this.#nextRecord = endRecord;
    if (segment.isEmpty) return;
    this.#end = { segment: segment.number, offset: length };
    this.#start.onDurable();
  }

  /** An fsync, or the giving back of room, is over. */
  #settle(ms: number): void {
    this.#running = undefined;
    const end = this.#end;
    const waiting = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiting) {
      if (comparePositions(waiter.position, end) <= 0) waiter.resolve(end);
      else this.#waiters.push(waiter);
    }
    const isWanted = this.#waiters.length > 0 && ms === SYNC_MS;
    if (this.pendingBytes > 0) this.#schedule(isWanted ? 0 : ms);
  }

  /** Ends the active segment for good. */
  #seal(): void {
    const active = this.#active;
    if (active === undefined) return;
    this.#active = undefined;
    const { segment, file } = active;
    segment.sealed = true;
    this.#previous = { number: segment.number, length: segment.length };
    // All of it is durable already, so an error here loses nothing.
    const close = (): void => this.#attempt(() => file.close());
    if (this.#running === undefined) close();
    else void this.#running.then(close);
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#countIoError(error);
    }
  }

  readonly #countIoError = (_error: unknown): void => {
    this.#ioErrors++;
  };
}
