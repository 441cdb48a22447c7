import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One part in so many of a spool's room on disk is kept for the files beside it. */
const PARTS = 4;

/** Files that hold what is in no spool yet. One that ends in `.new` is being written, or was when its process died. */
const BESIDE = /^(?:late|starting)-[0-9a-f-]{36}\.ndjson(?:\.new)?$/;

/** A slot: the folder of one process. */
const SLOT = /^\d+$/;

/** Bytes for the segments of a spool, out of what its process may use on disk. */
export const roomOfSpool = (maxBytes: number): number => maxBytes - roomBesideSpool(maxBytes);

/** Bytes for the files beside a spool, out of what its process may use on disk. */
const roomBesideSpool = (maxBytes: number): number => Math.floor(maxBytes / PARTS);

/**
 * Bytes that may still be written beside the spools of a directory: those of dead processes count too, or processes that come and go while
 * the spool is full would each add a file.
 *
 * @param maxBytes what one process may use on disk
 * @param path a file that does not count
 * @returns at most the share of one process; 0 when there is no room
 * @throws when the directory cannot be read
 */
export function roomBeside(dir: string, maxBytes: number, path?: string): number {
  let used = 0;
  let slots = 0;
  for (const name of namesIn(dir)) {
    if (BESIDE.test(name)) used += sizeOf(join(dir, name), path);
    if (!SLOT.test(name)) continue;
    slots++;
    for (const file of namesIn(join(dir, name))) if (BESIDE.test(file)) used += sizeOf(join(dir, name, file), path);
  }
  const share = roomBesideSpool(maxBytes);
  return Math.min(share, Math.max(0, share * Math.max(1, slots) - used));
}

const namesIn = (dir: string): string[] => ifThere(() => readdirSync(dir)) ?? [];

const sizeOf = (file: string, except: string | undefined): number =>
  file === except || file === `${except}.new` ? 0 : (ifThere(() => statSync(file).size) ?? 0);

/** Others may move and delete files at any time. */
function ifThere<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined;
    throw cause;
  }
}
