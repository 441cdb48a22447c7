import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stream } from '../../record/index.js';

/** A row that the engine refuses for what it holds, or a record of the spool that is no batch. */
export interface DeadLetter {
  readonly at: string;
  /** Absent for a record that could not be read. */
  readonly stream?: Stream;
  /** Deduplication token of the insert; the same row after a crash comes under the same token. */
  readonly token: string;
  readonly error: string;
  /** The row as it was sent; an unreadable record in base64. */
  readonly row: string;
}

/** Where refused rows go: never dropped in silence, never in the way of the others. */
export interface DeadLetters {
  /** Resolves after fsync. */
  add(letters: readonly DeadLetter[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens `dead-letters.ndjson` in `dir`; one DeadLetter a line. */
export async function openDeadLetters(dir: string): Promise<DeadLetters> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const handle = await open(join(dir, 'dead-letters.ndjson'), 'a', 0o600);
  return {
    async add(letters) {
      await handle.appendFile(letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}
