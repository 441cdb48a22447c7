import { join } from 'node:path';
import { openSpool, type Spool, SpoolLockedError } from '@heartwood/spool';

/** Processes of one machine that may share a spool directory. */
const MAX_SLOTS = 64;

/** A spool of its own for every process that shares the directory. */
export interface Slot {
  readonly spool: Spool;
  /** Holds the spool in `spool/`, and the sink's own files beside it. */
  readonly dir: string;
}

/** Where the files of a slot are. */
export const slotDir = (dir: string, number: number): string => join(dir, String(number));

/**
 * Opens the first spool nobody else has: `dir/0`, or `dir/1` when another process of the service runs, and so on. A process
 * that starts anew so finds what the one before it has left.
 *
 * @throws {SpoolLockedError} when 64 processes share the directory
 */
export async function openSlot(dir: string, maxBytes: number): Promise<Slot> {
  for (let number = 0; ; number++) {
    try {
      const own = slotDir(dir, number);
      return { spool: await openSpool({ dir: join(own, 'spool'), maxBytes }), dir: own };
    } catch (error) {
      if (!(error instanceof SpoolLockedError) || number + 1 >= MAX_SLOTS) throw error;
    }
  }
}
