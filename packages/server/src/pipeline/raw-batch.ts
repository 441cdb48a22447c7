import type { EntryDraft } from '../record/index.js';
import type { BatchResult } from '../store/batch/batch.js';

/** Who sent a batch. */
export interface Source {
  /** `native`, `loki`, … */
  readonly protocol: string;
  /** Id of the API key; idempotency keys are scoped to it. Absent where the protocol ran without one. */
  readonly keyId?: string;
  readonly clientAddress?: string;
}

/** One entry as decoded, or why it could not be. `line` counts from 1 within the batch. */
export type RawEntry =
  | { readonly line: number; readonly draft: EntryDraft }
  | { readonly line: number; readonly error: string };

export interface RawBatch {
  readonly source: Source;
  /** Makes the batch safe to send again: the same key of the same source is stored once and answered alike. */
  readonly idempotencyKey?: string | undefined;
  /** Taken one at a time, so a generator keeps memory flat. Only iterated when the key is new. */
  readonly entries: Iterable<RawEntry>;
}

export interface Acceptance extends BatchResult {
  /** The key had been used before; nothing was stored this time. */
  readonly replayed: boolean;
}

export interface Ingest {
  /**
   * Takes a batch through the pipeline into the spool; resolves after the fsync.
   *
   * @throws OverloadedError (429), UnavailableError (503), BatchTooLargeError (413)
   */
  accept(batch: RawBatch): Promise<Acceptance>;
}
