import { lstatSync, readdirSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What {@link rotate} appends: `.2026-11-21T08-15-00-123Z-4711`, and a number more when that exists. */
const ROTATED = /^\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(-\d+){0,2}$/;

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Moves the file aside under the present time. The name has the process's id in it, since two processes that rotate in the same
 * millisecond would overwrite each other's file: renaming does not fail on a name that is taken.
 */
export function rotate(path: string, now: number): void {
  const name = `${path}.${new Date(now).toISOString().replace(/[:.]/g, '-')}-${process.pid}`;
  let free = name;
  for (let number = 1; exists(free); number++) free = `${name}-${number}`;
  renameSync(path, free);
}

/**
 * Deletes rotated files whose last line is older than `days`. Only names that rotation makes are touched.
 *
 * @returns how many could not be deleted
 */
export function deleteOld(path: string, days: number, now: number): number {
  let failures = 0;
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(basename(path)) || !ROTATED.test(name.slice(basename(path).length))) continue;
    const old = join(dirname(path), name);
    try {
      const found = lstatSync(old);
      if (found.isFile() && now - found.mtimeMs > days * DAY_MS) unlinkSync(old);
    } catch {
      // Another process may have been faster; anything else shows in the count.
      if (exists(old)) failures++;
    }
  }
  return failures;
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
