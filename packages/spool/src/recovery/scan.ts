import type { OpenFile } from '../files/files.js';
import { BATCH_HEADER_BYTES, type BatchHeader } from '../format/batch-header.js';
import { extendDigest, isRecordSound, RECORD_HEADER_BYTES, recordLength, saltChecksum } from '../format/record.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import { findBatch } from '../reader/find-batch.js';
import { Window } from '../reader/window.js';

const CHUNK_BYTES = 1024 * 1024;

export interface ScanResult {
  /** Bytes to keep: the segment header and all batches before the unfinished write, if there is one. */
  readonly length: number;
  /** Everything before this offset is proven to have been durable; what lies between it and `length` belongs to the last write. */
  readonly proven: number;
  /** Number that the record after the last kept one gets. */
  readonly endRecord: number;
  /** Number of the first record, as the first sound batch tells it; undefined when there is no sound batch. */
  readonly firstRecord: number | undefined;
}

/**
 * Finds the end of the durable data in the segment that was being written last.
 *
 * One write is in flight at a time, and every batch header names the start of its write. So a sound header proves that
 * everything before that start was durable: damage there happened later, and stays for the reader to skip and count. Damage
 * behind it is an unfinished write that nobody was told is safe, and the file ends before it: an append is read whole or not at all.
 */
export async function scanSegment(
  file: OpenFile,
  size: number,
  salt: number,
  firstRecord: number,
): Promise<ScanResult> {
  const window = new Window(file, size, CHUNK_BYTES);
  let offset = SEGMENT_HEADER_BYTES;
  let record = firstRecord;
  let proven = SEGMENT_HEADER_BYTES;
  let firstFound: number | undefined;
  /** Damage that may belong to the last write: where it starts, and the number of the record expected there. */
  let damages: { offset: number; record: number }[] = [];

  while (offset < size) {
    const header = await findBatch(window, offset, size, salt);
    if (header === undefined) {
      damages.push({ offset, record });
      break;
    }
    if (header.offset > offset) damages.push({ offset, record });
    proven = Math.max(proven, header.writeStart);
    damages = damages.filter((damage) => damage.offset >= proven);
    firstFound ??= header.firstRecord;
    if (!(await isBatchSound(window, header, salt)))
      damages.push({ offset: header.offset, record: header.firstRecord });
    offset = header.offset + BATCH_HEADER_BYTES + header.bodyBytes;
    record = header.firstRecord + header.count;
  }
  const cut = damages[0] ?? { offset: Math.max(offset, SEGMENT_HEADER_BYTES), record };
  return { length: cut.offset, proven, endRecord: cut.record, firstRecord: firstFound };
}

/** True when all records are there, sound, and exactly those that the header was written for. */
async function isBatchSound(window: Window, header: BatchHeader, salt: number): Promise<boolean> {
  const salted = saltChecksum(salt);
  let offset = header.offset + BATCH_HEADER_BYTES;
  const end = offset + header.bodyBytes;
  let digest = salted;
  for (let index = 0; index < header.count; index++) {
    if (offset + RECORD_HEADER_BYTES > end || !(await window.load(offset, RECORD_HEADER_BYTES))) return false;
    const length = recordLength(window.view, offset - window.start);
    const whole = RECORD_HEADER_BYTES + length;
    if (offset + whole > end) return false;
    if (!window.has(offset, whole) && !(await window.load(offset, whole))) return false;
    const at = offset - window.start;
    if (!isRecordSound(window.view, at, length, salted)) return false;
    digest = extendDigest(digest, window.view, at);
    offset += whole;
  }
  return offset === end && digest === header.digest;
}
