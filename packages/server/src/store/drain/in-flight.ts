import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { SpoolPosition } from '@heartwood/spool';

/** The part of the spool that is being inserted: everything after `after`, up to and including the record ending at `end`. */
export interface InFlightRange {
  /** Id of the spool: positions of another one mean nothing. */
  readonly spool: string;
  readonly after: SpoolPosition;
  readonly end: SpoolPosition;
}

/**
 * Remembers, durably, which range is on its way into the engine. A restart then sends exactly the same rows under the same
 * deduplication token, and the engine drops what it already has.
 */
export interface InFlight {
  /** The last range begun, before this start or since; undefined in a new store. */
  readonly last: InFlightRange | undefined;
  /** Resolves after fsync. */
  begin(range: InFlightRange): Promise<void>;
  close(): Promise<void>;
}

const FILE = 'in-flight';
const SLOT_BYTES = 512;

/**
 * Opens or creates the file in `dir`. It has two slots of a disk sector each, written in turn with a number and a CRC-32, so
 * that a torn write leaves the other slot to read.
 */
export async function openInFlight(dir: string): Promise<InFlight> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, FILE);
  const handle: FileHandle = await open(path, 'a+', 0o600).then(async (made) => {
    await made.close();
    return open(path, 'r+');
  });
  const content = await readFile(handle, 'latin1');
  const slots = [content.slice(0, SLOT_BYTES), content.slice(SLOT_BYTES)].flatMap(parseSlot);
  const latest = slots.sort((a, b) => b.number - a.number)[0];
  let number = latest?.number ?? 0;
  let last = latest?.range;

  return {
    get last() {
      return last;
    },
    async begin(range) {
      number++;
      const slot = Buffer.from(formatSlot(number, range), 'latin1');
      await handle.write(slot, 0, slot.length, (number % 2) * SLOT_BYTES);
      await handle.datasync();
      last = range;
    },
    close: () => handle.close(),
  };
}

function formatSlot(number: number, range: InFlightRange): string {
  const text = JSON.stringify({ number, range });
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}`.padEnd(SLOT_BYTES - 1).concat('\n');
}

function parseSlot(slot: string): { number: number; range: InFlightRange }[] {
  const text = slot.slice(9).trim();
  if (text === '' || Number.parseInt(slot.slice(0, 8), 16) !== crc32(text)) return [];
  return [JSON.parse(text) as { number: number; range: InFlightRange }];
}
