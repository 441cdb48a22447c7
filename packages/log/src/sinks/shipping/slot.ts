import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSyncSpool, SpoolLockedError, type SyncSpool } from '@heartwood/spool';
import { adoptLate, hasLate } from './late-lines.js';
import { roomOfSpool } from './room.js';

/** Processes of one machine that may share a spool directory. */
const MAX_SLOTS = 1_024;

/** A spool of its own for every process that shares the directory. */
export interface Slot {
  readonly spool: SyncSpool;
  /** Holds the spool in `spool/`, and the sink's own files beside it. */
  readonly dir: string;
}

/** Where the files of a slot are. */
export const slotDir = (dir: string, number: number): string => join(dir, String(number));

/**
 * Opens the first spool nobody else has: `dir/0`, or `dir/1` when another process of the service runs, and so on. A process
 * that starts anew so finds what the one before it has left.
 *
 * @throws {SpoolLockedError} when 1,024 processes share the directory
 */
export async function openSlot(dir: string, maxBytes: number): Promise<Slot> {
  for (let number = 0; ; number++) {
    const slot = await openIfFree(slotDir(dir, number), maxBytes, number + 1 >= MAX_SLOTS);
    if (slot !== undefined) return slot;
  }
}

/**
 * Opens the slots of a directory that have something to ship and no living owner, one after the other. The lock of a spool decides who
 * gets it. Whoever takes a slot closes its spool.
 *
 * @param own the slot of this process
 */
export async function* leftBehind(dir: string, own: Slot, maxBytes: number): AsyncGenerator<Slot> {
  for (const name of await readdir(dir)) {
    const other = join(dir, name);
    if (!/^\d+$/.test(name) || other === own.dir || !(await hasSomething(other))) continue;
    const slot = await openIfFree(other, maxBytes, false);
    if (slot === undefined) continue;
    try {
      await adoptLate(slot.dir, slot.spool);
    } catch (cause) {
      await slot.spool.close();
      throw cause;
    }
    yield slot;
  }
}

async function openIfFree(dir: string, maxBytes: number, mustBeFree: boolean): Promise<Slot | undefined> {
  try {
    return { spool: await openSyncSpool({ dir: join(dir, 'spool'), maxBytes: roomOfSpool(maxBytes) }), dir };
  } catch (error) {
    if (error instanceof SpoolLockedError && !mustBeFree) return undefined;
    throw error;
  }
}

async function hasSomething(dir: string): Promise<boolean> {
  if (await hasLate(dir)) return true;
  const spool = join(dir, 'spool');
  return existsSync(spool) && (await readdir(spool)).some((name) => name.endsWith('.segment'));
}
