import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const { mode, uid } = await stat(root);
    // Somebody else's folder (a volume that an orchestrator mounts) keeps the rights it was given.
    if ((mode & 0o077) !== 0 && uid === process.getuid?.()) await chmod(root, 0o700);
    await mkdir(directory.keys, { recursive: true, mode: 0o700 });
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
