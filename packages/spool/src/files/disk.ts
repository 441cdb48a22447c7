import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { BlockingFile, BlockingFiles, Files, OpenFile, OpenMode } from './files.js';
import { makeDirectory } from './make-directory.js';

/** Log lines are nobody else's business. */
const FILE_MODE = 0o600;

const FLAGS: Record<OpenMode, string> = { read: 'r', modify: 'r+', create: 'wx+', replace: 'w+' };

/** The real disk, through `node:fs`. */
export const disk: Files = {
  async open(path, mode) {
    return new DiskFile(await open(path, FLAGS[mode], FILE_MODE));
  },
  async makeDirectory(path) {
    makeDirectory(path);
  },
  list: (path) => readdir(path),
  remove: unlink,
  async syncDirectory(path) {
    // Windows cannot open a directory for this; NTFS journals its metadata in order.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

class DiskFile implements OpenFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    let done = 0;
    while (done < target.length) {
      const { bytesRead } = await this.#handle.read(target, done, target.length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length);
  }

  /** fdatasync: contents and whatever is needed to read them back, which includes the length, but no timestamps. */
  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** The real disk, blocking. */
export const blockingDisk: BlockingFiles = {
  create: (path) => new BlockingDiskFile(path),
  remove: unlinkSync,
  syncDirectory(path) {
    if (process.platform === 'win32') return;
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
};

const datasync = promisify(fdatasync);

/**
 * Opened twice: Linux tells every open file of a failed writeback once (errseq_t, since 4.13), so that of two fsyncs that overlap on one
 * descriptor the second would report success.
 */
class BlockingDiskFile implements BlockingFile {
  readonly #descriptor: number;
  readonly #background: number;

  constructor(path: string) {
    this.#descriptor = openSync(path, FLAGS.create, FILE_MODE);
    try {
      this.#background = openSync(path, FLAGS.modify);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, position + done);
  }

  truncate(length: number): void {
    ftruncateSync(this.#descriptor, length);
  }

  syncNow(): void {
    fdatasyncSync(this.#descriptor);
  }

  sync(): Promise<void> {
    return datasync(this.#background);
  }

  hasName(): boolean {
    return fstatSync(this.#descriptor).nlink > 0;
  }

  close(): void {
    try {
      closeSync(this.#background);
    } finally {
      closeSync(this.#descriptor);
    }
  }
}
