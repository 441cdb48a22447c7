import type { BatchKey, BatchResult, KeyUse } from '../batch/batch.js';
import { openKeyJournal } from './key-journal.js';

/** What a sender's keys were answered, for as long as the window reaches. */
export interface IdempotencyKeys {
  /** The answer given for this key, unless it has left the window. @param now Unix milliseconds */
  find(key: string, now: number): BatchResult | undefined;
  /** After the key's batch is durable in the spool. */
  remember(key: BatchKey): void;
  /**
   * Whether another batch with this key was accepted earlier in the window. That can only be found in the spool when an append
   * failed, its sender tried again with success, and the first turned out after a crash to have reached the disk.
   */
  isRepeat(use: KeyUse): boolean;
  /** Before batches leave the spool: resolves when their keys are durable elsewhere. */
  preserve(keys: readonly BatchKey[]): Promise<void>;
  readonly size: number;
  close(): Promise<void>;
}

export interface IdempotencyKeysOptions {
  /** Directory of the journal; made when missing. */
  readonly dir: string;
  /** Keys remembered; the oldest go first. Default 100,000. */
  readonly maxKeys?: number;
  /** How long a key is remembered, milliseconds. Default 24 hours. */
  readonly windowMs?: number;
  /** Keys of the batches that still lie in the spool, oldest first. */
  readonly unconsumed?: AsyncIterable<BatchKey> | Iterable<BatchKey>;
}

/** Text held for all answers together; one answer may list a thousand rejections. */
const MAX_ANSWER_CHARACTERS = 64 * 1_048_576;

/**
 * Opens the memory of idempotency keys. A key's first durable place is its batch in the spool; before that batch is
 * acknowledged the key moves to the journal. So at every moment each key of the window is on disk, and after a crash it is found
 * in one of the two.
 */
export async function openIdempotencyKeys(options: IdempotencyKeysOptions): Promise<IdempotencyKeys> {
  const { dir, maxKeys = 100_000, windowMs = 86_400_000 } = options;
  /** In order of acceptance: a Map iterates in the order of insertion. */
  const known = new Map<string, BatchKey>();
  let characters = 0;

  const weigh = ({ key, result }: BatchKey): number =>
    result.rejected.reduce((sum, { error }) => sum + error.length, key.length);

  function forget(key: string): void {
    const entry = known.get(key);
    if (entry === undefined) return;
    characters -= weigh(entry);
    known.delete(key);
  }

  function isRepeat({ key, at }: KeyUse): boolean {
    const first = known.get(key);
    return first !== undefined && first.at < at && at - first.at <= windowMs;
  }

  function remember(entry: BatchKey): void {
    if (isRepeat(entry)) return;
    forget(entry.key);
    known.set(entry.key, entry);
    characters += weigh(entry);
    for (const oldest of known.keys()) {
      if (known.size <= maxKeys && characters <= MAX_ANSWER_CHARACTERS) break;
      forget(oldest);
    }
  }

  const journal = await openKeyJournal(dir);
  for (const entry of journal.entries) remember(entry);
  for await (const entry of options.unconsumed ?? []) remember(entry);

  return {
    find(key, now) {
      const entry = known.get(key);
      if (entry === undefined) return undefined;
      if (now - entry.at <= windowMs) return entry.result;
      forget(key);
      return undefined;
    },
    remember,
    isRepeat,
    async preserve(keys) {
      if (keys.length === 0) return;
      await journal.append(keys);
      if (journal.length > 2 * maxKeys || journal.bytes > 4 * MAX_ANSWER_CHARACTERS)
        await journal.rewrite([...known.values()]);
    },
    get size() {
      return known.size;
    },
    close: () => journal.close(),
  };
}
