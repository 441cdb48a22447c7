import { type FileHandle, mkdir, open, readdir, unlink } from 'node:fs/promises';
import type { Files, OpenFile, OpenMode } from './files.js';

/** Log lines are nobody else's business. */
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

const FLAGS: Record<OpenMode, string> = { read: 'r', modify: 'r+', create: 'wx+', replace: 'w+' };

/** The real disk, through `node:fs`. */
export const disk: Files = {
  async open(path, mode) {
    return new DiskFile(await open(path, FLAGS[mode], FILE_MODE));
  },
  async makeDirectory(path) {
    await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
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
