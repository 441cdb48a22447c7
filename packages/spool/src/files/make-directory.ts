import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and its missing parents, one by one: Node's own recursive `mkdir` never ends where a parent is there and nothing can be made in
 * it, as under `/proc`, and takes the whole process with it.
 *
 * @param mode of the directories that are made; default 0o700, for their owner only
 * @throws what `mkdir` throws, such as ENOENT under `/proc`, EACCES or ENOTDIR
 * @example makeDirectory('/var/lib/shop/spool');
 */
export function makeDirectory(path: string, mode = 0o700): void {
  const missing: string[] = [];
  for (let parent = path; !isDirectory(parent); parent = dirname(parent)) missing.unshift(parent);
  for (const directory of missing) {
    try {
      mkdirSync(directory, { mode });
    } catch (cause) {
      // Another process may have made it since.
      if (!isDirectory(directory)) throw cause;
    }
  }
}

/** False for what is not there, and for a file: `mkdir` tells which. */
function isDirectory(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true;
}
