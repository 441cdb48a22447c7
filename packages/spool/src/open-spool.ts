import { join } from 'node:path';
import { DiskSpool } from './disk-spool.js';
import { SpoolIoError, SpoolLockedError } from './errors.js';
import { blockingDisk, disk } from './files/disk.js';
import { LockFile } from './lock/lock-file.js';
import { type SpoolOptions, warn } from './options.js';
import type { Spool, SyncSpool } from './spool.js';
import { SyncDiskSpool } from './sync-disk-spool.js';

const LOCK_NAME = 'lock';

/**
 * Opens the spool in `options.dir`, creating it when there is none. Whatever a crash left behind is cleared up first.
 *
 * @throws SpoolLockedError when another process, or another spool of this one, has it open.
 * @throws SpoolFormatError when a newer version of this package wrote it.
 * @throws SpoolIoError when the disk refuses.
 * @throws RangeError for sizes that make no sense.
 *
 * @example
 * const spool = await openSpool({ dir: './heartwood-data/spool', maxBytes: 1024 ** 3 });
 * await spool.append([Buffer.from('{"message":"hello"}')]);
 * const { records, end } = await spool.read();
 * await spool.acknowledge(end);
 * await spool.close();
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  return openLocked(options, (release) => DiskSpool.open(disk, options, release));
}

/**
 * The same for a caller that cannot wait: `appendSync` has its records in the kernel when it returns, so they outlive the process
 * however it ends; the fsync follows within 20 ms for all of them together.
 *
 * @throws SpoolLockedError, SpoolFormatError, SpoolIoError, RangeError as {@link openSpool}.
 *
 * @example
 * const spool = await openSyncSpool({ dir: './spool-data' });
 * spool.appendSync([Buffer.from('{"message":"hello"}')]); // kill -9 does not take it any more
 * await spool.synced(); // nor does a power cut
 */
export async function openSyncSpool(options: SpoolOptions): Promise<SyncSpool> {
  return openLocked(options, (release) => SyncDiskSpool.openSync(disk, blockingDisk, options, release));
}

/** Locks the directory for as long as the spool is open. */
async function openLocked<Opened extends DiskSpool>(
  options: SpoolOptions,
  open: (release: () => Promise<void>) => Promise<Opened>,
): Promise<Opened> {
  const report = options.onProblem ?? warn;
  try {
    await disk.makeDirectory(options.dir);
  } catch (error) {
    throw new SpoolIoError('create directory', options.dir, error);
  }
  let spool: Opened | undefined;
  const lock = await LockFile.acquire(join(options.dir, LOCK_NAME), () => {
    report({ kind: 'lost-lock', path: lock.path });
    spool?.refuse(new SpoolLockedError(lock.path, undefined, 'the lock file was taken away; open the spool again'));
  });
  try {
    spool = await open(() => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
  return spool;
}
