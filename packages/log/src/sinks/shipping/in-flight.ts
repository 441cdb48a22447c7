import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SpoolPosition } from '@heartwood/spool';

/** The batch that is being sent: after a restart the very same records go out under the very same key. */
export interface InFlight {
  /** Of the spool the positions belong to. */
  readonly spool: string;
  readonly after: SpoolPosition;
  readonly end: SpoolPosition;
  readonly records: number;
}

/** Remembers the batch. Atomic, so that a crash leaves either the one before or this one. */
export async function rememberInFlight(path: string, batch: InFlight): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(batch), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The batch remembered for this spool; `undefined` when there is none. */
export async function recallInFlight(path: string, spool: string): Promise<InFlight | undefined> {
  const text = await readFile(path, 'utf8').catch(() => {
    // None was left, or none that can be read: its entries are sent once more, in a batch of its own.
  });
  if (text === undefined) return undefined;
  try {
    const batch: unknown = JSON.parse(text);
    return isInFlight(batch) && batch.spool === spool ? batch : undefined;
  } catch {
    return undefined;
  }
}

const isInFlight = (value: unknown): value is InFlight =>
  typeof value === 'object' &&
  value !== null &&
  'spool' in value &&
  'after' in value &&
  isPosition(value.after) &&
  'end' in value &&
  isPosition(value.end) &&
  'records' in value &&
  Number.isSafeInteger(value.records);

const isPosition = (value: unknown): value is SpoolPosition =>
  typeof value === 'object' &&
  value !== null &&
  'segment' in value &&
  Number.isSafeInteger(value.segment) &&
  'offset' in value &&
  Number.isSafeInteger(value.offset);
