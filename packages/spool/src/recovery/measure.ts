import type { Files, OpenFile } from '../files/files.js';
import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import type { SegmentState } from '../segments/segment.js';
import type { SegmentFile } from './inspect.js';
import { scanSegment } from './scan.js';

const REWRITE_BYTES = 1024 * 1024;

export interface Measured {
  readonly state: SegmentState;
  /** Bytes of an unfinished write that were cut off. */
  readonly tornBytes: number;
}

/**
 * Decides how much of a segment file counts, cuts off the rest and makes it durable. Undefined when the file does not even
 * have a header of its own, so that no append into it was ever reported durable.
 *
 * @param all The segment files of the spool: the header of the one that was written next tells how long this one is.
 * @param expectedRecord Number that its first record should have, used when the file cannot tell.
 */
export async function measureSegment(
  files: Files,
  found: SegmentFile,
  all: readonly SegmentFile[],
  expectedRecord: number,
): Promise<Measured | undefined> {
  const { number, path, size, header } = found;
  if (header === undefined && size <= SEGMENT_HEADER_BYTES) return undefined;
  const known = all.find((other) => other.header?.previousSegment === number)?.header?.previousLength;
  const following = all.find((other) => other.number > number && other.header !== undefined)?.header?.firstRecord;
  const file = await files.open(path, 'modify');
  try {
    if (header !== undefined && known !== undefined && following !== undefined) {
      const length = await keep(file, size, known, known);
      const state = { number, path, salt: header.salt, firstRecord: header.firstRecord, length, fileBytes: length };
      // What lay behind the known length was refused to its caller, so nothing was torn.
      return { state: { ...state, endRecord: following }, tornBytes: 0 };
    }
    for (const salt of saltsToTry(found, all)) {
      const scan = await scanSegment(file, size, salt, header?.firstRecord ?? expectedRecord);
      // Without a header and without a sound batch it was the wrong salt: nothing may be cut on its word.
      if (header === undefined && scan.firstRecord === undefined) continue;
      const firstRecord = header?.firstRecord ?? scan.firstRecord ?? expectedRecord;
      const length = await keep(file, size, known ?? scan.length, scan.proven);
      return {
        state: { number, path, salt, firstRecord, length, endRecord: following ?? scan.endRecord, fileBytes: length },
        tornBytes: known === undefined ? size - length : 0,
      };
    }
    // Nothing in it can be believed. It stays as it is until the reader has passed it.
    const endRecord = following ?? expectedRecord;
    return {
      state: { number, path, salt: undefined, firstRecord: expectedRecord, length: size, endRecord, fileBytes: size },
      tornBytes: 0,
    };
  } finally {
    await file.close();
  }
}

/** The segment's own salt; for a damaged header that of its first batch, and those of its neighbours, mostly written by the same process. */
function saltsToTry(found: SegmentFile, all: readonly SegmentFile[]): Set<number> {
  if (found.header !== undefined) return new Set([found.header.salt]);
  return new Set([found, ...all].flatMap((file) => file.salt ?? []));
}

/**
 * Cuts the file to at most `length` bytes and makes it durable; returns the length it has. What is not proven durable is written
 * once more: the process before may have seen its fsync fail, and then the kernel holds the data in memory, clean,
 * and no fsync would ever bring it to the disk. The header is part of the first write of a segment, and unproven as long as that is.
 */
async function keep(file: OpenFile, size: number, length: number, proven: number): Promise<number> {
  const kept = Math.min(length, size);
  if (size > kept) await file.truncate(kept);
  const first = proven > SEGMENT_HEADER_BYTES ? proven : 0;
  for (let offset = first; offset < kept; offset += REWRITE_BYTES) {
    const bytes = Buffer.allocUnsafe(Math.min(REWRITE_BYTES, kept - offset));
    await file.write(bytes.subarray(0, await file.read(bytes, offset)), offset);
  }
  await file.sync();
  return kept;
}
