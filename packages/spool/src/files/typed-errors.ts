import { SpoolIoError } from '../errors.js';
import type { Files, OpenFile } from './files.js';

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
