import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeDirectory } from '@heartwood/spool';
import type { AuditSink } from './audit-sink.js';

/** What {@link auditFile} takes. */
export interface AuditFileOptions {
  readonly path: string;
  /** Default 0o640. */
  readonly mode?: number;
  /** Wait until the disk has each entry, so that it survives a loss of power. Default true. */
  readonly sync?: boolean;
}

/**
 * A file that has an audited entry before the log call returns. An entry is written whole or not at all: what a full disk cut off is
 * taken back, so only one process may write to it. The file is opened by its name for each entry: one that was moved away is left
 * alone.
 *
 * @throws {TypeError} when there is no path: what must not be missed is not left to a default
 *
 * @example createLogger({ service: 'bank', auditTo: [auditFile({ path: '/var/log/bank/audit.log' })] });
 */
export function auditFile(options: AuditFileOptions): AuditSink {
  if (typeof options?.path !== 'string' || options.path === '')
    throw new TypeError("auditFile needs a path: auditFile({ path: '/var/log/bank/audit.log' })");
  const path = resolve(options.path);
  const { mode = 0o640, sync = true } = options;
  return {
    name: 'audit-file',
    write(line) {
      makeDirectory(dirname(path));
      const descriptor = openSync(path, 'a', mode);
      try {
        append(descriptor, Buffer.from(line), sync);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

function append(descriptor: number, bytes: Uint8Array, sync: boolean): void {
  const { size } = fstatSync(descriptor);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    if (sync) fsyncSync(descriptor);
  } catch (cause) {
    // A device such as a pipe has no length to go back to; the first failure is the one to tell.
    if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor, size);
    throw cause;
  }
}
