import { join } from 'node:path';
import { SpoolFormatError } from '../errors.js';
import type { Files } from '../files/files.js';
import { BATCH_HEADER_BYTES, batchSalt, readBatchHeader } from '../format/batch-header.js';
import {
  decodeSegmentHeader,
  FORMAT_VERSION,
  SEGMENT_HEADER_BYTES,
  type SegmentHeader,
} from '../format/segment-header.js';
import { segmentName } from '../format/segment-name.js';

/** A segment file as found on disk. */
export interface SegmentFile {
  readonly number: number;
  readonly path: string;
  readonly size: number;
  /** Undefined when it is damaged. */
  readonly header: SegmentHeader | undefined;
  /** From the header, or from the first batch when the header is damaged; undefined when neither can be read. */
  readonly salt: number | undefined;
}

/** Reads what identifies a segment file. Throws SpoolFormatError for one of a newer version. */
export async function inspectSegment(files: Files, dir: string, number: number): Promise<SegmentFile> {
  const path = join(dir, segmentName(number));
  const file = await files.open(path, 'read');
  try {
    const size = await file.size();
    const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES + BATCH_HEADER_BYTES);
    const filled = await file.read(bytes, 0);
    const decoded = decodeSegmentHeader(bytes.subarray(0, filled));
    if (decoded.kind === 'newer') throw new SpoolFormatError(path, decoded.version, FORMAT_VERSION);
    if (decoded.kind === 'sound' && decoded.segment === number)
      return { number, path, size, header: decoded, salt: decoded.salt };
    // The first batch always stands right behind the header, where no payload can be: its own salt may be believed.
    const batch =
      filled === bytes.length
        ? readBatchHeader(bytes, SEGMENT_HEADER_BYTES, SEGMENT_HEADER_BYTES, undefined)
        : undefined;
    const salt = batch === undefined ? undefined : batchSalt(bytes, SEGMENT_HEADER_BYTES);
    return { number, path, size, header: undefined, salt };
  } finally {
    await file.close();
  }
}
