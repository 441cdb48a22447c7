import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure, systemCode } from '../failure.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Instant } from '../time/instant.js';
import { cannotRead } from './files.js';

/** A file or standard input while it is read, decompressed when it is gzip. */
export interface Input {
  /** The first bytes, empty for an empty file; `chunks` begins with them too. */
  readonly head: Buffer;
  readonly chunks: AsyncIterable<Buffer>;
  /** Last change; now for standard input. */
  readonly modified: Instant;
  /** Size as stored; absent for standard input and pipes. */
  readonly totalBytes: number | undefined;
  /** Bytes read so far, as stored. */
  bytesRead(): number;
  /** Stops reading. */
  close(): void;
}

const CHUNK = 262_144;

/** What other kinds of file begin with, and what turns them into text. */
const FOREIGN: readonly (readonly [magic: string, kind: string, hint: (name: string) => string])[] = [
  ['fd377a585a00', 'compressed with xz', (name) => `xz -dc ${name} | heartwood send -`],
  ['28b52ffd', 'compressed with zstd', (name) => `zstd -dc ${name} | heartwood send -`],
  ['425a68', 'compressed with bzip2', (name) => `bzip2 -dc ${name} | heartwood send -`],
  ['504b0304', 'a zip archive', (name) => `unzip -p ${name} | heartwood send -`],
  ['4c504b5348485248', 'a systemd journal', (name) => `journalctl -o json --file ${name} | heartwood send -`],
  ['fffe', 'UTF-16 text', (name) => `iconv -f UTF-16 -t UTF-8 ${name} | heartwood send -`],
  ['feff', 'UTF-16 text', (name) => `iconv -f UTF-16 -t UTF-8 ${name} | heartwood send -`],
];

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws Failure when it cannot be read or is not text
 */
export async function openInput(name: string, terminal: Terminal): Promise<Input> {
  const path = resolve(terminal.directory, name);
  const info =
    name === '-'
      ? undefined
      : await stat(path).catch((error: unknown) => {
          throw cannotRead(name, systemCode(error), error);
        });
  const raw = name === '-' ? terminal.input : createReadStream(path, { highWaterMark: CHUNK });
  let bytes = 0;
  const stored = peeked(raw, name, (size) => {
    bytes += size;
  });
  const first = await stored.first();
  const compressed = first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b;
  const text = compressed ? peeked(gunzip(stored.all()), name, () => undefined) : stored;
  const head = compressed ? await text.first() : first;
  refuseBinary(head, name);
  return {
    head,
    chunks: text.all(),
    modified: { ms: info ? Math.floor(info.mtimeMs) : terminal.now(), nanos: 0 },
    totalBytes: info?.isFile() ? info.size : undefined,
    bytesRead: () => bytes,
    close: () => void raw.destroy(),
  };
}

/** Lets the first chunk of a stream be looked at without taking it away. */
function peeked(stream: Readable, name: string, onBytes: (size: number) => void) {
  const iterator = stream[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<Buffer>> | undefined;
  const next = async (): Promise<IteratorResult<Buffer>> => {
    try {
      return await iterator.next();
    } catch (error) {
      throw readError(name, error);
    }
  };
  return {
    async first(): Promise<Buffer> {
      first ??= next();
      const result = await first;
      return result.done ? Buffer.alloc(0) : result.value;
    },
    async *all(): AsyncGenerator<Buffer> {
      for (let result = await (first ?? next()); !result.done; result = await next()) {
        const chunk = Buffer.from(result.value);
        onBytes(chunk.length);
        yield chunk;
      }
    },
  };
}

function gunzip(source: AsyncIterable<Buffer>): Readable {
  const unpacked = createGunzip({ chunkSize: CHUNK });
  // An error also ends `unpacked`, where the reader meets it; the callback is pipeline's way of asking for its handling.
  pipeline(Readable.from(source), unpacked, () => undefined);
  return unpacked;
}

function readError(name: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = systemCode(error);
  if (!code?.startsWith('Z_')) return cannotRead(name, code, error);
  return new Failure('failed', `${name} is not a whole gzip file (${code}).`, {
    hint: 'What could be read before has been sent. Is the file still being written?',
    cause: error,
  });
}

function refuseBinary(head: Buffer, name: string): void {
  const shown = name === '-' ? 'Standard input' : name;
  const magic = head.subarray(0, 8).toString('hex');
  const foreign = FOREIGN.find(([start]) => magic.startsWith(start));
  if (foreign)
    throw new Failure('usage', `${shown} is ${foreign[1]}.`, { hint: foreign[2](name === '-' ? 'FILE' : name) });
  const sample = head.subarray(0, 4_096);
  let odd = 0;
  let high = 0;
  for (const byte of sample) {
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
    if (byte > 127) high += 1;
  }
  // Text in any script has hardly a control character. Compressed or encrypted bytes have a tenth of them, and half above 127.
  const noise = odd > sample.length * 0.05 && high > sample.length * 0.3;
  if (noise || odd > sample.length * 0.3) throw new Failure('usage', `${shown} is not a text file.`);
}
