import type { SpoolRecord } from '@heartwood/spool';
import { STREAMS, type Stream } from '../../record/index.js';
import { type BatchKey, type BatchPart, decodePart, type KeyUse } from '../batch/batch.js';

/** What a stretch of the spool brings: rows by stream, and the keys whose batches begin in it. */
export interface RangeContent {
  readonly rows: number;
  readonly bodies: Readonly<Record<Stream, readonly Uint8Array[]>>;
  readonly keys: readonly BatchKey[];
  /** Parts left out because their batch had been accepted before. */
  readonly repeats: number;
  /** Records that are no batches: they are reported and left out. */
  readonly unreadable: readonly { readonly record: SpoolRecord; readonly error: Error }[];
}

/** Reads the records of a range, in order; bodies stay views into the spool's memory. */
export function contentOf(records: readonly SpoolRecord[], isRepeat: (use: KeyUse) => boolean): RangeContent {
  const bodies: Record<Stream, Uint8Array[]> = { app: [], audit: [], security: [], access: [] };
  const keys: BatchKey[] = [];
  const unreadable: { record: SpoolRecord; error: Error }[] = [];
  let rows = 0;
  let repeats = 0;
  for (const record of records) {
    const part = decode(record, unreadable);
    if (part === undefined) continue;
    if (part.key !== undefined && isRepeat(part.key)) {
      repeats++;
      continue;
    }
    if (part.key !== undefined && part.result !== undefined) keys.push({ ...part.key, result: part.result });
    if (part.block === undefined) continue;
    bodies[part.block.stream].push(part.block.body);
    rows += part.block.rows;
  }
  return { rows, bodies, keys, repeats, unreadable };
}

function decode(record: SpoolRecord, unreadable: { record: SpoolRecord; error: Error }[]): BatchPart | undefined {
  try {
    return decodePart(record.data);
  } catch (error) {
    unreadable.push({ record, error: error instanceof Error ? error : new Error(String(error)) });
    return undefined;
  }
}

export const streamsOf = ({ bodies }: RangeContent): readonly Stream[] =>
  STREAMS.filter((stream) => bodies[stream].length > 0);
