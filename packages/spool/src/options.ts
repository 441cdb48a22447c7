import { BATCH_HEADER_BYTES } from './format/batch-header.js';
import { RECORD_HEADER_BYTES } from './format/record.js';
import { SEGMENT_HEADER_BYTES } from './format/segment-header.js';
import { describeProblem, type SpoolProblem } from './problem.js';

/** How to open a spool. All sizes are in bytes. */
export interface SpoolOptions {
  /** Directory of this spool alone; created with mode 0700 when missing. */
  readonly dir: string;
  /**
   * A segment file is closed and a new one begun when the next write would make it longer. A consumed segment is
   * deleted as a whole, so this is also how finely space is given back. Default 64 MiB, or a quarter of `maxBytes` if that is less.
   */
  readonly segmentBytes?: number | undefined;
  /** Most that all segment files together may take on disk; an append beyond it throws SpoolFullError. Default: no limit. */
  readonly maxBytes?: number | undefined;
  /** Longest record. Default 16 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /** Most that may wait in memory for a slow disk; an append beyond it throws SpoolFullError. Default 128 MiB. */
  readonly maxPendingBytes?: number | undefined;
  /** Most that `appendSync` leaves for a later fsync, and keeps in memory as long; beyond it, it waits for the disk. Default 8 MiB. */
  readonly maxUnsyncedBytes?: number | undefined;
  /** Told about everything the spool survived but somebody should know. Default: `process.emitWarning`. */
  readonly onProblem?: ((problem: SpoolProblem) => void) | undefined;
}

export interface SpoolLimits {
  readonly segmentBytes: number;
  readonly maxBytes: number;
  readonly maxRecordBytes: number;
  readonly maxPendingBytes: number;
  readonly maxUnsyncedBytes: number;
}

const MiB = 1024 * 1024;
const DEFAULT_SEGMENT_BYTES = 64 * MiB;
const DEFAULT_MAX_RECORD_BYTES = 16 * MiB;
const DEFAULT_MAX_PENDING_BYTES = 128 * MiB;
const DEFAULT_MAX_UNSYNCED_BYTES = 8 * MiB;

/** Longest batch, headers included. With the longest segment it stays below 4 GiB, which offsets in the file format can name. */
export const MAX_BATCH_BYTES = 1024 * MiB;
const MAX_SEGMENT_BYTES = 2048 * MiB;

/** Room for the headers and one record, and small enough for tests to see many segments. */
const MIN_SEGMENT_BYTES = SEGMENT_HEADER_BYTES + BATCH_HEADER_BYTES + RECORD_HEADER_BYTES;

/** Fills in the defaults; throws RangeError for a size that makes no sense. */
export function resolveLimits(options: SpoolOptions): SpoolLimits {
  const maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  if (!(maxBytes >= MIN_SEGMENT_BYTES)) throw new RangeError(`maxBytes must be at least ${MIN_SEGMENT_BYTES}`);
  const quarter = Math.max(MIN_SEGMENT_BYTES, Math.floor(maxBytes / 4));
  const segmentBytes = options.segmentBytes ?? Math.min(DEFAULT_SEGMENT_BYTES, quarter);
  check('segmentBytes', segmentBytes, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES);
  const maxRecordBytes = options.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES;
  check('maxRecordBytes', maxRecordBytes, 1, MAX_BATCH_BYTES / 2);
  const maxPendingBytes = options.maxPendingBytes ?? DEFAULT_MAX_PENDING_BYTES;
  check('maxPendingBytes', maxPendingBytes, 1, Number.MAX_SAFE_INTEGER);
  const maxUnsyncedBytes = options.maxUnsyncedBytes ?? DEFAULT_MAX_UNSYNCED_BYTES;
  check('maxUnsyncedBytes', maxUnsyncedBytes, 1, MAX_BATCH_BYTES);
  return { segmentBytes, maxBytes, maxRecordBytes, maxPendingBytes, maxUnsyncedBytes };
}

function check(name: string, value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be a whole number of bytes from ${least} to ${most}, not ${value}`);
}

/** What happens with problems when the caller does not say. */
export function warn(problem: SpoolProblem): void {
  process.emitWarning(describeProblem(problem), {
    type: 'SpoolWarning',
    code: `SPOOL_${problem.kind.toUpperCase().replaceAll('-', '_')}`,
  });
}
