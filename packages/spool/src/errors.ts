import { formatPosition, type SpoolPosition } from './position.js';

/** Every error this package throws on purpose; `code` is stable and meant for `switch`. */
export abstract class SpoolError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The spool has reached `maxBytes` on disk, or `maxPendingBytes` wait for a slow disk. Nothing of the append was written. */
export class SpoolFullError extends SpoolError {
  readonly code = 'SPOOL_FULL';
  /** Which limit was hit: bytes on disk, or bytes in memory that wait for the disk. */
  readonly limit: 'maxBytes' | 'maxPendingBytes';
  readonly usedBytes: number;
  readonly limitBytes: number;

  constructor(dir: string, limit: 'maxBytes' | 'maxPendingBytes', usedBytes: number, limitBytes: number) {
    const what = limit === 'maxBytes' ? 'on disk' : 'waiting for the disk';
    super(
      `The spool in ${dir} is full: ${usedBytes} of ${limitBytes} bytes (${limit}) are ${what}. ` +
        `Try again when its reader has acknowledged more, or raise ${limit}.`,
    );
    this.limit = limit;
    this.usedBytes = usedBytes;
    this.limitBytes = limitBytes;
  }
}

/** A record or a batch can never be stored under the present limits; retrying does not help. Nothing was written. */
export class SpoolTooLargeError extends SpoolError {
  readonly code = 'SPOOL_TOO_LARGE';
  readonly what: 'record' | 'batch';
  /** Place of the record in its batch; undefined when the batch as a whole is too large. */
  readonly index: number | undefined;
  readonly bytes: number;
  readonly limitBytes: number;

  constructor(what: 'record' | 'batch', bytes: number, limitBytes: number, index?: number) {
    super(
      what === 'record'
        ? `Record ${index} has ${bytes} bytes; the spool takes at most ${limitBytes} per record (maxRecordBytes).`
        : `The batch has ${bytes} bytes; the spool takes at most ${limitBytes} in one batch. Append it in smaller batches.`,
    );
    this.what = what;
    this.index = index;
    this.bytes = bytes;
    this.limitBytes = limitBytes;
  }
}

/**
 * The operating system refused a file operation (`ENOSPC`, `EIO`, `EROFS`, …). For an append it means that the records are
 * not durable: they are not read in this process, but may reappear, whole, after a crash. Append again or tell the sender.
 */
export class SpoolIoError extends SpoolError {
  readonly code = 'SPOOL_IO';
  readonly operation: string;
  readonly path: string;
  /** The operating system's name for the error, such as `ENOSPC`; `UNKNOWN` when there was none. */
  readonly reason: string;

  constructor(operation: string, path: string, cause: unknown) {
    const reason = systemCode(cause) ?? 'UNKNOWN';
    super(`Cannot ${operation} ${path}: ${reason}${reason === 'ENOSPC' ? ' (no space left on the device)' : ''}.`, {
      cause,
    });
    this.operation = operation;
    this.path = path;
    this.reason = reason;
  }
}

/** Another process, or another spool object of this process, has this directory open. */
export class SpoolLockedError extends SpoolError {
  readonly code = 'SPOOL_LOCKED';
  /** The owner's process id; undefined when the lock file does not tell. */
  readonly pid: number | undefined;

  constructor(path: string, pid: number | undefined, detail: string) {
    super(`The spool is in use by ${pid === undefined ? 'another process' : `process ${pid}`}: ${detail} (${path}).`);
    this.pid = pid;
  }
}

/** The directory, or the segment being written, was deleted while the spool was open. Nothing of the append was written; open it again. */
export class SpoolDeletedError extends SpoolError {
  readonly code = 'SPOOL_DELETED';
  constructor(path: string) {
    super(`${path} was deleted while the spool was open, and what it held is gone. Open the spool again.`);
  }
}

/** The directory was written by a newer version of this package; nothing in it was touched. */
export class SpoolFormatError extends SpoolError {
  readonly code = 'SPOOL_FORMAT';
  constructor(path: string, found: number, supported: number) {
    super(`${path} has format version ${found}; this version reads up to ${supported}. Use a newer @heartwood/spool.`);
  }
}

/** A position that this spool never gave out: it lies behind the last durable record. */
export class SpoolPositionError extends SpoolError {
  readonly code = 'SPOOL_POSITION';
  constructor(position: SpoolPosition, end: SpoolPosition) {
    super(`Position ${formatPosition(position)} lies behind the end of the spool, ${formatPosition(end)}.`);
  }
}

/** The spool was closed, before or during the call. */
export class SpoolClosedError extends SpoolError {
  readonly code = 'SPOOL_CLOSED';
  constructor(dir: string) {
    super(`The spool in ${dir} is closed.`);
  }
}

/** The operating system's error name, as Node puts it into `code`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
