import type { Files } from '../files/files.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import type { SegmentState } from '../segments/segment.js';
import type { SegmentFile } from './inspect.js';
import { scanSegment } from './scan.js';

export interface Measured {
  readonly state: SegmentState;
  /** Bytes of an unfinished write that were cut off. */
  readonly tornBytes: number;
}

/**
 * Decides how much of a segment file counts, cuts off the rest and makes it durable. Undefined when the file does not even
 * have a header of its own.
 *
 * @param later The segments behind it: the header of the next one that was written tells how long this one is.
 * @param expectedRecord Number that its first record should have, used when the file cannot tell.
 */
export async function measureSegment(
  files: Files,
  found: SegmentFile,
  later: readonly SegmentFile[],
  expectedRecord: number,
): Promise<Measured | undefined> {
  const { number, path, size } = found;
  if (found.header === undefined && size <= SEGMENT_HEADER_BYTES) return undefined;
  const salt = found.salt ?? later.find((other) => other.salt !== undefined)?.salt;
  const known = later.find((other) => other.header?.previousSegment === number)?.header?.previousLength;
  const following = later.find((other) => other.header !== undefined)?.header?.firstRecord;
  if (salt === undefined) {
    // Nothing in it can be believed, and nothing tells how much it held; it stays until the reader has passed it.
    const firstRecord = expectedRecord;
    const endRecord = following ?? expectedRecord;
    return { state: { number, path, salt, firstRecord, length: size, endRecord, fileBytes: size }, tornBytes: 0 };
  }
  const file = await files.open(path, 'modify');
  try {
    let firstRecord = found.header?.firstRecord;
    let endRecord = following;
    let length = known;
    if (known === undefined || firstRecord === undefined || endRecord === undefined) {
      const scan = await scanSegment(file, size, salt, firstRecord ?? expectedRecord);
      firstRecord ??= scan.firstRecord ?? expectedRecord;
      endRecord ??= scan.endRecord;
      length ??= scan.length;
    }
    const kept = Math.min(length ?? size, size);
    if (size > kept) await file.truncate(kept);
    await file.sync();
    return {
      state: { number, path, salt, firstRecord, length: kept, endRecord, fileBytes: kept },
      // What lies behind a known length was refused to its caller, so nothing was torn.
      tornBytes: known === undefined ? size - kept : 0,
    };
  } finally {
    await file.close();
  }
}
