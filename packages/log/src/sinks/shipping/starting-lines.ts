import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, renameSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { liveness, makeDirectory, ownIdentitySync, type ProcessIdentity, type SyncSpool } from '@heartwood/spool';
import { lateName } from './late-lines.js';
import { roomBeside } from './room.js';

/** Names of the files of processes whose spool is not open yet. */
const STARTING = /^starting-[0-9a-f-]{36}\.ndjson$/;

/** A file whose owner cannot be looked up (other machine, other container) counts as left behind after so long without a touch. */
const STALE_MS = 30_000;

/** Read from the file at once. */
const CHUNK_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * What is logged before the spool is open: appended to a file of its own within the call, so that it outlives the process from the
 * first line on. The first line of the file names the process, for those that find it after its death.
 */
export class StartingLines {
  readonly #dir: string;
  readonly #path: string;
  readonly #maxBytes: number;
  /** Known with the first line. */
  #room = 0;
  #descriptor: number | undefined;
  #headBytes = 0;
  #bytes = 0;
  #lines = 0;

  /** @param maxBytes what the process may use on disk, with its spool */
  constructor(dir: string, maxBytes: number) {
    this.#dir = dir;
    this.#path = join(dir, `starting-${randomUUID()}.ndjson`);
    this.#maxBytes = maxBytes;
  }

  get lines(): number {
    return this.#lines;
  }

  /**
   * @returns false when there is no room left
   * @throws when the disk refuses; nothing of the line counts
   */
  add(line: string): boolean {
    const bytes = Buffer.from(line);
    this.#descriptor ??= this.#create();
    if (this.#bytes + bytes.length > this.#room) return false;
    writeWhole(this.#descriptor, bytes, this.#bytes);
    this.#bytes += bytes.length;
    this.#lines++;
    return true;
  }

  /** Gives the file up; those who come later find it when this process has ended. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Shows others that the owner lives, while the spool cannot be opened. */
  touch(): void {
    const now = new Date();
    if (this.#descriptor !== undefined) utimesSync(this.#path, now, now);
  }

  /**
   * Puts everything into the spool, in order, and deletes the file. It is moved to the slot before, where what is in both is told apart
   * should the process die in between.
   *
   * @throws when the spool or the disk refuses; the next process takes in what is left
   */
  handOver(slotDir: string, spool: SyncSpool): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    this.#descriptor = undefined;
    try {
      const path = join(slotDir, lateName());
      renameSync(this.#path, path);
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      let kept = Buffer.alloc(0);
      for (let at = this.#headBytes; at < this.#bytes; ) {
        const read = readSync(descriptor, chunk, 0, Math.min(CHUNK_BYTES, this.#bytes - at), at);
        if (read === 0) break;
        at += read;
        const bytes = Buffer.concat([kept, chunk.subarray(0, read)]);
        const end = bytes.lastIndexOf(NEWLINE) + 1;
        spool.appendSync({ bytes: bytes.subarray(0, end), ends: endsOfLines(bytes, end) });
        kept = bytes.subarray(end);
      }
      unlinkSync(path);
    } finally {
      this.#lines = 0;
      closeSync(descriptor);
    }
  }

  #create(): number {
    makeDirectory(this.#dir);
    const descriptor = openSync(this.#path, 'wx+', 0o600);
    const head = Buffer.from(`${JSON.stringify({ owner: ownIdentitySync() })}\n`);
    writeWhole(descriptor, head, 0);
    this.#headBytes = head.length;
    this.#bytes = head.length;
    this.#room = roomBeside(this.#dir, this.#maxBytes, this.#path);
    return descriptor;
  }
}

/**
 * Gives a slot the files of processes that died before their spool was open. Each goes to one process only: renaming decides.
 *
 * @returns their new paths
 */
export async function claimStarting(dir: string, slotDir: string): Promise<string[]> {
  const claimed: string[] = [];
  for (const name of (await readdir(dir)).filter((entry) => STARTING.test(entry))) {
    const path = join(dir, name);
    const mine = join(slotDir, lateName());
    try {
      if (!(await isLeftBehind(path))) continue;
      await rename(path, mine);
      claimed.push(mine);
    } catch (cause) {
      // Its owner, or another process, was faster.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    }
  }
  return claimed;
}

async function isLeftBehind(path: string): Promise<boolean> {
  const owner = await ownerOf(path);
  const state = owner === undefined ? 'unknown' : await liveness(owner, ownIdentitySync());
  if (state !== 'unknown') return state === 'dead';
  return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
}

/** The process a file names; `undefined` when the first line was cut short. */
async function ownerOf(path: string): Promise<ProcessIdentity | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const [head = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
    const parsed: unknown = JSON.parse(head);
    return typeof parsed === 'object' && parsed !== null && 'owner' in parsed && isIdentity(parsed.owner)
      ? parsed.owner
      : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  } finally {
    await file.close();
  }
}

const isIdentity = (value: unknown): value is ProcessIdentity =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'hostname' in value &&
  typeof value.hostname === 'string';

function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
}

function endsOfLines(bytes: Uint8Array, end: number): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at + 1);
  return ends;
}
