import { DiskSpool, type OpenedDirectory, recovered } from './disk-spool.js';
import type { BlockingFiles, Files } from './files/files.js';
import { withTypedBlockingErrors } from './files/typed-errors.js';
import type { SpoolOptions } from './options.js';
import type { SpoolPosition } from './position.js';
import type { Records } from './records/packed.js';
import type { SyncSpool } from './spool.js';
import { SyncWriter } from './writer/sync-writer.js';

/** A spool in a directory that the caller has locked, which takes records within the call. */
export class SyncDiskSpool extends DiskSpool<SyncWriter> implements SyncSpool {
  /**
   * Recovers what is in the directory.
   *
   * @throws SpoolIoError, SpoolFormatError, RangeError for options.
   */
  static async openSync(
    files: Files,
    blocking: BlockingFiles,
    options: SpoolOptions,
    release: () => Promise<void> = async () => {},
  ): Promise<SyncDiskSpool> {
    return new SyncDiskSpool(await recovered(files, options, release), withTypedBlockingErrors(blocking));
  }

  private constructor(opened: OpenedDirectory, blocking: BlockingFiles) {
    super(opened, (start) => new SyncWriter(start, blocking));
  }

  appendSync(records: Records): void {
    this.writer.appendSync(records);
  }

  synced(): Promise<SpoolPosition> {
    return this.writer.synced();
  }
}
