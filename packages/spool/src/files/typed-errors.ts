import { SpoolIoError } from '../errors.js';
import type { BlockingFile, BlockingFiles, Files, OpenFile } from './files.js';

/** The same files, with every failure as a SpoolIoError that names the operation and the path. */
export function withTypedErrors(files: Files): Files {
  return {
    open: async (path, mode) => typedFile(path, await attempt('open', path, files.open(path, mode))),
    makeDirectory: (path) => attempt('create directory', path, files.makeDirectory(path)),
    list: (path) => attempt('list', path, files.list(path)),
    remove: (path) => attempt('remove', path, files.remove(path)),
    syncDirectory: (path) => attempt('fsync directory', path, files.syncDirectory(path)),
  };
}

function typedFile(path: string, file: OpenFile): OpenFile {
  return {
    read: (target, position) => attempt('read', path, file.read(target, position)),
    write: (bytes, position) => attempt('write', path, file.write(bytes, position)),
    truncate: (length) => attempt('truncate', path, file.truncate(length)),
    sync: () => attempt('fsync', path, file.sync()),
    size: () => attempt('stat', path, file.size()),
    close: () => attempt('close', path, file.close()),
  };
}

async function attempt<T>(operation: string, path: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new SpoolIoError(operation, path, error);
  }
}

/** The same for files that block. */
export function withTypedBlockingErrors(files: BlockingFiles): BlockingFiles {
  return {
    create: (path) =>
      typedBlockingFile(
        path,
        attemptNow('open', path, () => files.create(path)),
      ),
    remove: (path) => attemptNow('remove', path, () => files.remove(path)),
    syncDirectory: (path) => attemptNow('fsync directory', path, () => files.syncDirectory(path)),
  };
}

function typedBlockingFile(path: string, file: BlockingFile): BlockingFile {
  return {
    write: (bytes, position) => attemptNow('write', path, () => file.write(bytes, position)),
    truncate: (length) => attemptNow('truncate', path, () => file.truncate(length)),
    syncNow: () => attemptNow('fsync', path, () => file.syncNow()),
    sync: () => attempt('fsync', path, file.sync()),
    hasName: () => attemptNow('stat', path, () => file.hasName()),
    close: () => attemptNow('close', path, () => file.close()),
  };
}

function attemptNow<T>(operation: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new SpoolIoError(operation, path, error);
  }
}
