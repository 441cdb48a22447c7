import type { Level, RecordBody } from '../record/index.js';

/** Compares entries with what their service has declared. It only watches: no entry is changed or rejected. */
export interface DriftWatch {
  /** Begins a batch; what it finds counts when the batch is stored. */
  batch(): DriftBatch;
}

export interface DriftBatch {
  /**
   * Looks at an entry before anything in it is masked or flattened.
   *
   * @param level `undefined` when the sender named none that is known
   * @returns nothing when all is as declared; otherwise what to call with the entry's id once the entry is accepted
   */
  look(body: RecordBody, level: Level | undefined): ((id: string) => void) | undefined;
  /** The batch is durable. */
  stored(): void;
}
