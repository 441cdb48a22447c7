import { join } from 'node:path';
import { crc32c } from './crc32c.js';
import { SpoolFormatError, SpoolIoError } from './errors.js';
import type { Files } from './files/files.js';
import { FORMAT_VERSION } from './format/segment-header.js';
import type { SpoolPosition } from './position.js';

/** How far the reader has come, and how many records lie before that place. */
export interface Acknowledged {
  readonly position: SpoolPosition;
  readonly record: number;
}

export type StoredPosition =
  | { readonly kind: 'sound'; readonly acknowledged: Acknowledged; readonly spoolId: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly reason: string };

const NAME = 'acknowledged';
const TEMPORARY_NAME = 'acknowledged.tmp';
/** `heartwood-spool-position VERSION SPOOL-ID SEGMENT OFFSET RECORD CRC32C`, the checksum over everything before its blank. */
const LINE = /^(heartwood-spool-position (\d+) ([0-9a-f]{16}) (\d+) (\d+) (\d+)) ([0-9a-f]{8})\n$/;

/**
 * The file that holds the acknowledged position: one line of text, replaced as a whole (temporary file, fsync, rename, fsync
 * of the directory). A log of positions would save one fsync, but needs recovery of its own; the reader acknowledges some ten
 * times a second at most, and this file is either the old or the new one, at any moment, on any file system, and a person can read it.
 */
export class PositionFile {
  readonly #files: Files;
  readonly #dir: string;
  readonly path: string;

  constructor(files: Files, dir: string) {
    this.#files = files;
    this.#dir = dir;
    this.path = join(dir, NAME);
  }

  async read(): Promise<StoredPosition> {
    let text: string;
    try {
      const file = await this.#files.open(this.path, 'read');
      try {
        const bytes = Buffer.alloc(await file.size());
        text = bytes.subarray(0, await file.read(bytes, 0)).toString('latin1');
      } finally {
        await file.close();
      }
    } catch (error) {
      if (error instanceof SpoolIoError && error.reason === 'ENOENT') return { kind: 'missing' };
      throw error;
    }
    return parse(this.path, text);
  }

  /** Resolves when the position is durable. When it throws, either the old or this position holds after a restart. */
  async write({ position, record }: Acknowledged, spoolId: string): Promise<void> {
    const line = `heartwood-spool-position ${FORMAT_VERSION} ${spoolId} ${position.segment} ${position.offset} ${record}`;
    const temporary = join(this.#dir, TEMPORARY_NAME);
    const file = await this.#files.open(temporary, 'replace');
    try {
      await file.write(Buffer.from(`${line} ${checksum(line)}\n`, 'latin1'), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#files.rename(temporary, this.path);
    await this.#files.syncDirectory(this.#dir);
  }
}

function parse(path: string, text: string): StoredPosition {
  const match = LINE.exec(text);
  if (match === null) return { kind: 'damaged', reason: `${path} is not a position file of ${text.length} bytes` };
  const [, line = '', version, spoolId = '', segment, offset, record, stored] = match;
  if (checksum(line) !== stored) return { kind: 'damaged', reason: `the checksum of ${path} does not fit` };
  if (Number(version) > FORMAT_VERSION) throw new SpoolFormatError(path, Number(version), FORMAT_VERSION);
  return {
    kind: 'sound',
    acknowledged: { position: { segment: Number(segment), offset: Number(offset) }, record: Number(record) },
    spoolId,
  };
}

function checksum(line: string): string {
  return crc32c(Buffer.from(line, 'latin1')).toString(16).padStart(8, '0');
}
