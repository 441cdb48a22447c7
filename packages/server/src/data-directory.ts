import { access, chmod, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from './start-error.js';

/** The folders of a data directory. */
export interface DataDirectory {
  readonly root: string;
  readonly engine: string;
  readonly spool: string;
  /** The drain's own small files and the journal of idempotency keys. */
  readonly drain: string;
  readonly control: string;
  readonly keys: string;
  readonly backups: string;
}

/** Makes the data directory where it is missing; only its owner may enter it (0700). */
export async function prepareDataDirectory(root: string): Promise<DataDirectory> {
  const directory = {
    root,
    engine: join(root, 'engine'),
    spool: join(root, 'spool'),
    drain: join(root, 'drain'),
    control: join(root, 'control'),
    keys: join(root, 'keys'),
    backups: join(root, 'backups'),
  };
  await makeDirectory(root);
  // Its first folder too, as the directory itself may exist where nothing can be made: `/proc`.
  await makeDirectory(directory.keys);
  try {
    const { mode, uid } = await stat(root);
    // Somebody else's folder (a volume that an orchestrator mounts) keeps the rights it was given.
    if ((mode & 0o077) !== 0 && uid === process.getuid?.()) await chmod(root, 0o700);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      'data_directory_unusable',
      `The data directory ${root} cannot be used: ${reason}. Choose another with data_dir (HEARTWOOD_DATA_DIR).`,
      { cause },
    );
  }
  return directory;
}

/**
 * Makes a directory and its missing parents, each for its owner only (0700). One by one, as Node's own recursive `mkdir` never
 * ends under `/proc`, where nothing can be made.
 *
 * @throws StartError naming the directory that is in the way
 */
export async function makeDirectory(path: string): Promise<void> {
  const missing: string[] = [];
  let parent = path;
  try {
    while (!(await isDirectory(parent))) {
      missing.unshift(parent);
      parent = dirname(parent);
    }
    if (missing.length > 0) await access(parent, constants.W_OK | constants.X_OK);
    for (const directory of missing) {
      await mkdir(directory, { mode: 0o700 });
      parent = directory;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      'data_directory_unusable',
      `The data directory ${path} cannot be used: nothing can be made in ${parent} (${reason}). Choose another with data_dir (HEARTWOOD_DATA_DIR).`,
      { cause },
    );
  }
}

/** False when there is nothing at this path; a file in its place is an error. */
async function isDirectory(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
  throw new Error(`${path} is not a directory`);
}
