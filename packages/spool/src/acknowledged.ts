import { join } from 'node:path';
import { crc32c } from './crc32c.js';
import { SpoolFormatError, SpoolIoError } from './errors.js';
import type { Files, OpenFile } from './files/files.js';
import { FORMAT_VERSION } from './format/segment-header.js';
import { BEGINNING, comparePositions, type SpoolPosition } from './position.js';

/** How far the reader has come, and how many records lie before that place. */
export interface Acknowledged {
  readonly position: SpoolPosition;
  readonly record: number;
}

export const NOTHING_ACKNOWLEDGED: Acknowledged = { position: BEGINNING, record: 0 };

export type StoredPosition =
  | { readonly kind: 'sound'; readonly acknowledged: Acknowledged; readonly spoolId: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly reason: string };

const NAME = 'acknowledged';
/** One block of the file system each, so that writing one slot never touches the other. */
const SLOT_BYTES = 4096;
/** `heartwood-spool-position VERSION SPOOL-ID SEGMENT OFFSET RECORD CRC32C`, the checksum over everything before its blank. */
const LINE = /^(heartwood-spool-position (\d+) ([0-9a-f]{16}) (\d+) (\d+) (\d+)) ([0-9a-f]{8})\n/;

/**
 * The file that holds the acknowledged position: two slots of one line of text, written in turn and in place; the later
 * position counts. A write that a crash tears hits only the slot that was out of date.
 *
 * The usual temporary file and rename would need space on the disk. But acknowledging is what gives space back, so it must work
 * on a disk that the spool itself has filled (measured: with a rename, a full disk stayed full for ever). It also saves one fsync of two.
 */
export class PositionFile {
  readonly #files: Files;
  readonly #dir: string;
  readonly path: string;
  /** The slot that may be overwritten: not the one with the last durable position. */
  #nextSlot = 0;

  constructor(files: Files, dir: string) {
    this.#files = files;
    this.#dir = dir;
    this.path = join(dir, NAME);
  }

  async read(): Promise<StoredPosition> {
    let bytes: Buffer;
    try {
      bytes = await this.#use('read', async (file) => {
        const target = Buffer.alloc(2 * SLOT_BYTES);
        await file.read(target, 0);
        return target;
      });
    } catch (error) {
      if (error instanceof SpoolIoError && error.reason === 'ENOENT') return { kind: 'missing' };
      throw error;
    }
    const slots = [0, 1].map((slot) =>
      parse(this.path, bytes.toString('latin1', slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES)),
    );
    const [first, second] = slots;
    const isSecondLater =
      second !== undefined &&
      (first === undefined || comparePositions(second.acknowledged.position, first.acknowledged.position) > 0);
    const latest = isSecondLater ? second : first;
    if (latest === undefined) return { kind: 'damaged', reason: `no line of ${this.path} is what was written` };
    this.#nextSlot = isSecondLater ? 0 : 1;
    return { kind: 'sound', ...latest };
  }

  /** Makes a file with both slots, over whatever there is. Resolves when it is durable. */
  async create(acknowledged: Acknowledged, spoolId: string): Promise<void> {
    const slot = encode(acknowledged, spoolId);
    await this.#use('replace', async (file) => {
      await file.write(Buffer.concat([slot, slot]), 0);
      await file.sync();
    });
    await this.#files.syncDirectory(this.#dir);
    this.#nextSlot = 0;
  }

  /** Resolves when the position is durable. When it throws, either the position before or this one holds after a restart. */
  async write(acknowledged: Acknowledged, spoolId: string): Promise<void> {
    const slot = this.#nextSlot;
    await this.#use('modify', async (file) => {
      await file.write(encode(acknowledged, spoolId), slot * SLOT_BYTES);
      await file.sync();
    });
    this.#nextSlot = 1 - slot;
  }

  async #use<T>(mode: 'read' | 'modify' | 'replace', task: (file: OpenFile) => Promise<T>): Promise<T> {
    const file = await this.#files.open(this.path, mode);
    try {
      return await task(file);
    } finally {
      await file.close();
    }
  }
}

/** The line, filled up with line ends so that the file can be looked at with any tool. */
function encode({ position, record }: Acknowledged, spoolId: string): Buffer {
  const line = `heartwood-spool-position ${FORMAT_VERSION} ${spoolId} ${position.segment} ${position.offset} ${record}`;
  const slot = Buffer.alloc(SLOT_BYTES, '\n');
  slot.write(`${line} ${checksum(line)}\n`, 'latin1');
  return slot;
}

function parse(path: string, text: string): { acknowledged: Acknowledged; spoolId: string } | undefined {
  const match = LINE.exec(text);
  if (match === null) return undefined;
  const [, line = '', version, spoolId = '', segment, offset, record, stored] = match;
  if (checksum(line) !== stored) return undefined;
  if (Number(version) > FORMAT_VERSION) throw new SpoolFormatError(path, Number(version), FORMAT_VERSION);
  const position = { segment: Number(segment), offset: Number(offset) };
  return { acknowledged: { position, record: Number(record) }, spoolId };
}

function checksum(line: string): string {
  return crc32c(Buffer.from(line, 'latin1')).toString(16).padStart(8, '0');
}
