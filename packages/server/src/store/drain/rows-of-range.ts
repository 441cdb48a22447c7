import type { SpoolRecord } from '@heartwood/spool';
import { STREAMS, type Stream } from '../../record/index.js';
import { type BatchKey, type BatchPart, decodePart, type KeyUse } from '../batch/batch.js';
import { BLOCK_PARTITIONS, type RowBlock } from '../batch/row-blocks.js';

/** The rows of one insert: blocks of one stream whose partitions together are few enough. */
export interface InsertGroup {
  readonly stream: Stream;
  readonly bodies: readonly Uint8Array[];
}

/** What a stretch of the spool brings: rows by stream, and the keys whose batches begin in it. */
export interface RangeContent {
  readonly rows: number;
  /** In order; the same range gives the same groups, so their ordinals can stand in deduplication tokens. */
  readonly groups: readonly InsertGroup[];
  readonly keys: readonly BatchKey[];
  /** Parts left out because their batch had been accepted before. */
  readonly repeats: number;
  /** Records that are no batches: they are reported and left out. */
  readonly unreadable: readonly { readonly record: SpoolRecord; readonly error: Error }[];
}

/** Reads the records of a range, in order; bodies stay views into the spool's memory. */
export function contentOf(records: readonly SpoolRecord[], isRepeat: (use: KeyUse) => boolean): RangeContent {
  const blocks: RowBlock[] = [];
  const keys: BatchKey[] = [];
  const unreadable: { record: SpoolRecord; error: Error }[] = [];
  let repeats = 0;
  for (const record of records) {
    const part = decode(record, unreadable);
    if (part === undefined) continue;
    const { block, key, result } = part;
    if (key !== undefined && isRepeat(key)) {
      repeats++;
      continue;
    }
    if (key !== undefined && result !== undefined) keys.push({ ...key, result });
    if (block !== undefined) blocks.push(block);
  }
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const groups = STREAMS.flatMap((stream) => [...groupsOf(stream, blocks)]);
  return { rows, groups, keys, repeats, unreadable };
}

function decode(record: SpoolRecord, unreadable: { record: SpoolRecord; error: Error }[]): BatchPart | undefined {
  try {
    return decodePart(record.data);
  } catch (error) {
    unreadable.push({ record, error: error instanceof Error ? error : new Error(String(error)) });
    return undefined;
  }
}

/** An insert is closed when it reaches this size: larger ones were hardly faster, and several of a range can overlap. */
const INSERT_BYTES = 10 * 1_048_576;

/**
 * The inserts for one table. Each also touches few enough partitions: the engine holds buffers for every partition of an insert
 * at once (3,000 days in one insert exceed 512 MiB).
 */
function* groupsOf(stream: Stream, blocks: readonly RowBlock[]): Generator<InsertGroup> {
  let bodies: Uint8Array[] = [];
  let bytes = 0;
  let partitions = new Set<string>();
  for (const block of blocks) {
    if (block.stream !== stream) continue;
    const together = new Set([...partitions, ...block.partitions]);
    if (bodies.length > 0 && (together.size > BLOCK_PARTITIONS || bytes >= INSERT_BYTES)) {
      yield { stream, bodies };
      bodies = [];
      bytes = 0;
      partitions = new Set(block.partitions);
    } else partitions = together;
    bodies.push(block.body);
    bytes += block.body.length;
  }
  if (bodies.length > 0) yield { stream, bodies };
}
