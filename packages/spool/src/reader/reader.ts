import type { Acknowledged } from '../acknowledged.js';
import type { Files, OpenFile } from '../files/files.js';
import { BATCH_HEADER_BYTES } from '../format/batch-header.js';
import { isRecordSound, RECORD_HEADER_BYTES, recordLength, saltChecksum } from '../format/record.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import { comparePositions, type SpoolPosition } from '../position.js';
import type { Catalog } from '../segments/catalog.js';
import type { Segment } from '../segments/segment.js';
import { Cursor } from './cursor.js';
import { findBatch } from './find-batch.js';
import type { Losses } from './losses.js';
import { Window } from './window.js';

/** One record and the position right after it: acknowledging that position consumes the record. */
export interface SpoolRecord {
  readonly position: SpoolPosition;
  /** A view into memory shared by the records of one read; copy it when you keep only a few of them. */
  readonly data: Uint8Array;
}

export interface SpoolBatch {
  readonly records: readonly SpoolRecord[];
  /**
   * Where to read on, and what to acknowledge when all records are done: the position of the last record. Without records it
   * may still lie behind `after`, when unreadable ones were skipped.
   */
  readonly end: SpoolPosition;
}

/** What one read has taken so far, and how much it may take. */
interface Intake {
  readonly records: SpoolRecord[];
  bytes: number;
  readonly maxRecords: number;
  readonly maxBytes: number;
  isFull: boolean;
  /** The place right behind the last record taken, once the cursor has gone on from there. */
  mark: Cursor | undefined;
}

/** Read at once when only headers are needed. */
const SEEK_CHUNK_BYTES = 64 * 1024;
const MIN_CHUNK_BYTES = 64 * 1024;
const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

/** Reads the durable part of the segments in order. One call at a time: the spool sees to that. */
export class Reader {
  readonly #files: Files;
  readonly #catalog: Catalog;
  readonly #losses: Losses;
  /** Where the last read ended, so that the next one need not search. */
  #cursor: Cursor | undefined;
  #open: { segment: number; file: OpenFile } | undefined;

  constructor(files: Files, catalog: Catalog, losses: Losses) {
    this.#files = files;
    this.#catalog = catalog;
    this.#losses = losses;
  }

  /** @see Spool.read */
  async read(
    after: SpoolPosition,
    acknowledged: Acknowledged,
    maxRecords: number,
    maxBytes: number,
  ): Promise<SpoolBatch> {
    const cursor = await this.#seek(after, acknowledged);
    const intake: Intake = { records: [], bytes: 0, maxRecords, maxBytes, isFull: false, mark: undefined };
    while (!intake.isFull) {
      markLastRecord(intake, cursor);
      const segment = this.#advance(cursor);
      if (segment === undefined) break;
      await this.#readSegment(cursor, segment, intake);
    }
    // What was looked at behind the last record is for the next read.
    this.#cursor = intake.mark ?? cursor;
    const end = intake.records.at(-1)?.position ?? cursor.position;
    // A place before the first byte of anything stays what it was: nothing has been passed.
    return { records: intake.records, end: comparePositions(end, after) < 0 ? after : end };
  }

  /** How many records lie before `position`, counted over the life of the spool. */
  async recordAt(position: SpoolPosition, acknowledged: Acknowledged): Promise<number> {
    return (await this.#seek(position, acknowledged)).record;
  }

  /** Closes the file of a segment that is about to be deleted. */
  async forget(segment: Segment): Promise<void> {
    if (this.#open?.segment === segment.number) await this.close();
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.file.close();
  }

  /** The segment in which to go on; undefined at the end of the data. */
  #advance(cursor: Cursor): Segment | undefined {
    for (;;) {
      const segment = this.#catalog.filledFrom(cursor.segment);
      if (segment === undefined) return undefined;
      if (segment.number !== cursor.segment) {
        this.#lose(cursor, segment.firstRecord);
        cursor.enter(segment);
      }
      if (cursor.offset < segment.length) return segment;
      this.#lose(cursor, segment.endRecord);
      const next = this.#catalog.filledFrom(segment.number + 1);
      if (next === undefined) return undefined;
      this.#lose(cursor, next.firstRecord);
      cursor.enter(next);
    }
  }

  /** Takes records from one segment until its end or a limit. */
  async #readSegment(cursor: Cursor, segment: Segment, intake: Intake): Promise<void> {
    const { salt, length: limit, number } = segment;
    if (salt === undefined) {
      cursor.offset = cursor.batchEnd = limit;
      return;
    }
    const salted = saltChecksum(salt);
    const chunk = Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, intake.maxBytes));
    const window = new Window(await this.#file(segment), limit, chunk);
    while (cursor.offset < limit && !intake.isFull) {
      if (cursor.offset >= cursor.batchEnd) {
        markLastRecord(intake, cursor);
        await this.#enterBatch(cursor, segment, window, limit, salt);
        continue;
      }
      const { offset } = cursor;
      if (!window.has(offset, RECORD_HEADER_BYTES)) await window.load(offset, RECORD_HEADER_BYTES);
      const hasHeader = window.has(offset, RECORD_HEADER_BYTES);
      const length = hasHeader ? recordLength(window.view, offset - window.start) : 0;
      const whole = RECORD_HEADER_BYTES + length;
      if (!hasHeader || offset + whole > cursor.batchEnd || cursor.record >= cursor.batchEndRecord) {
        // The length is damaged, so the rest of the batch cannot be told apart.
        this.#losses.add(cursor.record, cursor.batchEndRecord, number, offset);
        cursor.leaveBatch();
        continue;
      }
      if (intake.records.length > 0 && intake.bytes + length > intake.maxBytes) {
        intake.isFull = true;
        return;
      }
      if (!window.has(offset, whole)) await window.load(offset, whole);
      const at = offset - window.start;
      cursor.offset = offset + whole;
      cursor.record++;
      if (window.has(offset, whole) && isRecordSound(window.view, at, length, salted)) {
        const data = window.bytes.subarray(at + RECORD_HEADER_BYTES, at + whole);
        intake.records.push({ position: { segment: number, offset: cursor.offset }, data });
        intake.bytes += length;
        intake.mark = undefined;
        intake.isFull = intake.records.length >= intake.maxRecords || intake.bytes >= intake.maxBytes;
      } else this.#losses.add(cursor.record - 1, cursor.record, number, offset);
    }
  }

  /** From the end of one batch into the next sound one, or to the end of the segment. */
  async #enterBatch(cursor: Cursor, segment: Segment, window: Window, limit: number, salt: number): Promise<void> {
    const header = await findBatch(window, cursor.offset, limit, salt);
    if (header === undefined) {
      cursor.offset = cursor.batchEnd = limit;
      return;
    }
    this.#losses.add(cursor.record, header.firstRecord, segment.number, cursor.offset);
    segment.addLandmark(header.offset, header.firstRecord);
    cursor.offset = header.offset + BATCH_HEADER_BYTES;
    cursor.batchEnd = cursor.offset + header.bodyBytes;
    cursor.record = header.firstRecord;
    cursor.batchEndRecord = header.firstRecord + header.count;
  }

  /** The place after `position`; inside a batch found by walking over the record lengths from the nearest landmark. */
  async #seek(position: SpoolPosition, acknowledged: Acknowledged): Promise<Cursor> {
    if (this.#cursor?.isAt(position)) return this.#cursor.copy();
    const segment = this.#catalog.find(position.segment);
    if (segment === undefined) {
      // Consumed and deleted. What follows the acknowledged position must come next; before it, nothing is missed.
      const isAcknowledged = comparePositions(position, acknowledged.position) === 0;
      const next = this.#catalog.filledFrom(position.segment)?.firstRecord ?? acknowledged.record;
      return new Cursor(position.segment, position.offset, isAcknowledged ? acknowledged.record : next);
    }
    if (position.offset >= segment.length) return new Cursor(segment.number, position.offset, segment.endRecord);
    if (position.offset <= SEGMENT_HEADER_BYTES)
      return new Cursor(segment.number, SEGMENT_HEADER_BYTES, segment.firstRecord);
    return this.#walk(position, segment);
  }

  async #walk({ offset }: SpoolPosition, segment: Segment): Promise<Cursor> {
    const { salt, length: limit } = segment;
    const landmark = segment.landmarkBefore(offset);
    const cursor = new Cursor(segment.number, landmark.offset, landmark.record);
    if (salt === undefined) return cursor;
    const window = new Window(await this.#file(segment), limit, SEEK_CHUNK_BYTES);
    while (cursor.offset < offset) {
      if (cursor.offset >= cursor.batchEnd) {
        const header = await findBatch(window, cursor.offset, limit, salt);
        if (header === undefined || header.offset >= offset) {
          // The position lies in a damaged stretch; reading on from it finds the next sound batch.
          cursor.offset = cursor.batchEnd = offset;
          break;
        }
        cursor.offset = header.offset + BATCH_HEADER_BYTES;
        cursor.batchEnd = cursor.offset + header.bodyBytes;
        cursor.record = header.firstRecord;
        cursor.batchEndRecord = header.firstRecord + header.count;
        if (cursor.batchEnd <= offset) cursor.leaveBatch();
        continue;
      }
      const fits = await window.load(cursor.offset, RECORD_HEADER_BYTES);
      const whole = fits ? RECORD_HEADER_BYTES + recordLength(window.view, cursor.offset - window.start) : 0;
      if (!fits || cursor.offset + whole > cursor.batchEnd) cursor.leaveBatch();
      else {
        cursor.offset += whole;
        cursor.record++;
      }
    }
    return cursor;
  }

  #lose(cursor: Cursor, upTo: number): void {
    this.#losses.add(cursor.record, upTo, cursor.segment, cursor.offset);
    cursor.record = upTo;
  }

  async #file(segment: Segment): Promise<OpenFile> {
    if (this.#open?.segment === segment.number) return this.#open.file;
    await this.close();
    const file = await this.#files.open(segment.path, 'read');
    this.#open = { segment: segment.number, file };
    return file;
  }
}

/** Called before the cursor leaves the place right behind the last record. */
function markLastRecord(intake: Intake, cursor: Cursor): void {
  const last = intake.records.at(-1);
  if (last !== undefined && cursor.isAt(last.position)) intake.mark = cursor.copy();
}
