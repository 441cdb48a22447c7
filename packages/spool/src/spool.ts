import type { SpoolPosition } from './position.js';
import type { SpoolBatch } from './reader/reader.js';
import type { Records } from './records/packed.js';

export interface ReadOptions {
  /** Read what comes after this position. Default: the acknowledged position. */
  readonly after?: SpoolPosition | undefined;
  /** Default 10 000. */
  readonly maxRecords?: number | undefined;
  /** Payload bytes; a single record that is longer is returned alone. Default 4 MiB. */
  readonly maxBytes?: number | undefined;
}

export interface SpoolStats {
  /** Bytes of all segment files on disk. */
  readonly bytes: number;
  /** Durable records that are not acknowledged yet. */
  readonly records: number;
  readonly segments: number;
  /** Bytes of appends that are not durable yet. */
  readonly pendingBytes: number;
  /** Records skipped because they could not be read, since the spool was opened. */
  readonly corruptRecords: number;
  /** Segments whose unfinished end was cut off when the spool was opened. */
  readonly tornTails: number;
  /** File operations that failed while writing, since the spool was opened. */
  readonly ioErrors: number;
}

/** A durable queue of byte records on disk: many writers and one reader within one process. */
export interface Spool {
  /**
   * Random and stable over restarts, 16 hexadecimal digits. Put it before positions where tokens of several spools, or of a
   * spool that was deleted and begun anew, could meet.
   */
  readonly id: string;

  /** Everything up to here is consumed. */
  readonly acknowledged: SpoolPosition;

  /** Where the durable data ends. */
  readonly end: SpoolPosition;

  /**
   * Stores a batch. Appends that are called while the disk is busy share one write and one fsync. The records are copied before
   * this returns its promise, so their memory may be reused at once. After a crash either all records of a batch are read or none.
   *
   * @returns the position after the last record, once the fsync has returned. Positions ascend in the order of the calls.
   * @throws SpoolFullError when `maxBytes` or `maxPendingBytes` is reached; nothing was written.
   * @throws SpoolTooLargeError for a record or batch that can never fit; nothing was written.
   * @throws SpoolIoError when the disk refuses; the records are not durable. Later appends may well succeed.
   * @throws SpoolClosedError after `close`.
   *
   * @example
   * await spool.append([Buffer.from('{"message":"hello"}')]);
   */
  append(records: Records): Promise<SpoolPosition>;

  /**
   * Reads durable records in order. Reading does not consume: the same position yields the same records until they are acknowledged.
   *
   * @throws SpoolIoError when the disk refuses to read; nothing is skipped because of that.
   * @throws SpoolPositionError when `after` lies behind `end`.
   */
  read(options?: ReadOptions): Promise<SpoolBatch>;

  /**
   * Marks everything up to `position` as consumed, durably, and deletes segments that are consumed as a whole. An earlier
   * position than the present one changes nothing.
   *
   * @throws SpoolIoError when the disk refuses; call again, it is safe to repeat.
   * @throws SpoolPositionError when `position` lies behind `end`.
   */
  acknowledge(position: SpoolPosition): Promise<void>;

  /**
   * Resolves when there is something behind `after` (default: the acknowledged position), at once if there is already.
   * Rejects with the signal's reason when aborted, with SpoolClosedError when the spool is closed.
   *
   * @example
   * for (let after = spool.acknowledged; ; ) {
   *   await spool.waitForData(after, { signal });
   *   const batch = await spool.read({ after });
   *   await deliver(batch.records);
   *   await spool.acknowledge(batch.end);
   *   after = batch.end;
   * }
   */
  waitForData(after?: SpoolPosition, options?: { signal?: AbortSignal | undefined }): Promise<void>;

  stats(): SpoolStats;

  /** Finishes the appends already called, closes the files and releases the lock. Idempotent. */
  close(): Promise<void>;
}

/** A spool that also takes records within the call. */
export interface SyncSpool extends Spool {
  /**
   * Stores a batch in the kernel's page cache and returns: whatever ends the process, the batch is read whole by the next one. It
   * becomes readable, and safe from a power cut, with the fsync that follows within 20 ms. A failed fsync is repeated, after the
   * records have been written once more from memory, until it succeeds.
   *
   * Blocks for the time of one `write`, and for an fsync when 8 MiB wait for one or a segment is full.
   *
   * @throws SpoolFullError when `maxBytes` is reached; nothing was written.
   * @throws SpoolTooLargeError for a record or batch that can never fit; nothing was written.
   * @throws SpoolIoError when the disk refuses; nothing of the batch will be read.
   * @throws SpoolClosedError after `close`.
   *
   * @example
   * spool.appendSync([Buffer.from('{"message":"hello"}')]);
   */
  appendSync(records: Records): void;

  /**
   * Asks for the fsync now; resolves with `end` when everything appended so far is durable. As long as the disk refuses it waits.
   *
   * @throws SpoolIoError when the spool is closed and the last fsync failed.
   */
  synced(): Promise<SpoolPosition>;
}
