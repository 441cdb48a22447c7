import { join } from 'node:path';
import type { Files, OpenFile } from '../files/files.js';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES, type SegmentHeader } from '../format/segment-header.js';
import { segmentName } from '../format/segment-name.js';
import { Segment } from '../segments/segment.js';

/** The one segment that is being written, with its open file. */
export interface ActiveSegment {
  readonly segment: Segment;
  readonly file: OpenFile;
  readonly salt: number;
}

/**
 * Creates a segment file with a durable header and a durable name. When that fails, the file is removed again; should that
 * fail too, it stays behind without any batch in it, which recovery takes for what it is.
 */
export async function createSegment(
  files: Files,
  dir: string,
  header: SegmentHeader,
  onLeftover: (error: unknown) => void,
): Promise<ActiveSegment> {
  const path = join(dir, segmentName(header.segment));
  const file = await files.open(path, 'create');
  try {
    await file.write(encodeSegmentHeader(header), 0);
    await file.sync();
    await files.syncDirectory(dir);
  } catch (error) {
    await file.close().catch(onLeftover);
    await files.remove(path).catch(onLeftover);
    throw error;
  }
  const segment = new Segment(
    {
      number: header.segment,
      path,
      salt: header.salt,
      firstRecord: header.firstRecord,
      length: SEGMENT_HEADER_BYTES,
      endRecord: header.firstRecord,
      fileBytes: SEGMENT_HEADER_BYTES,
    },
    false,
  );
  return { segment, file, salt: header.salt };
}
