import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { Failure, systemCode } from '../failure.js';

const SOURCE = /\.[cm]?[jt]sx?$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
const TESTS = /\.(test|spec)\.[cm]?[jt]sx?$/;
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
  '__tests__',
  '__mocks__',
  'test',
  'tests',
]);

export interface SourceFilesOptions {
  /** Take tests as well. Default false. */
  readonly tests?: boolean;
}

/**
 * The JavaScript and TypeScript files below folders, sorted, as absolute paths. Built files, installed packages, declarations and (unless asked
 * for) tests are left out; a file or folder that is named itself is taken whatever it is.
 *
 * @throws {Failure} when one does not exist
 */
export async function sourceFiles(
  paths: readonly string[],
  directory: string,
  options: SourceFilesOptions = {},
): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const skipped = SKIPPED.has(entry.name) && !(options.tests === true && /test|mock/.test(entry.name));
        if (!skipped && !entry.name.startsWith('.')) await visit(path);
      } else if (SOURCE.test(entry.name) && !DECLARATIONS.test(entry.name)) {
        if (options.tests === true || !TESTS.test(entry.name)) found.add(path);
      }
    }
  };
  for (const given of paths) {
    const path = resolve(directory, given);
    try {
      if ((await stat(path)).isDirectory()) await visit(path);
      else found.add(path);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      throw new Failure('usage', `There is no file or folder ${given}.`, { cause: error });
    }
  }
  return [...found].sort();
}

/** A path as the results show it: relative to a folder, with slashes on every system. */
export const shownPath = (path: string, directory: string): string => relative(directory, path).split(sep).join('/');
