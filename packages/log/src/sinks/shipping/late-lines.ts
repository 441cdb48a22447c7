import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { comparePositions, makeDirectory, type Spool, type SpoolPosition } from '@heartwood/spool';
import { roomBeside } from './room.js';

/** Names of the files that hold what the spool could not take before the process ended. */
const LATE = /^late-[0-9a-f-]{36}\.ndjson$/;

/** The same while they are written, and after a process has died while it wrote one. */
const UNFINISHED = /^late-[0-9a-f-]{36}\.ndjson\.new$/;

/** Nothing but a disk that hangs takes so long to write such a file: then the process that wrote it is taken for dead. */
const UNFINISHED_MS = 60_000;

/** Lines of one append. */
const MAX_LINES = 1_000;

/** Where the lines would have gone: the spool, and its last position known to be durable. */
export interface LateOrigin {
  readonly spool: string;
  readonly after: SpoolPosition;
}

/** A new name for such a file. */
export const lateName = (): string => `late-${randomUUID()}.ndjson`;

/**
 * The way out at the end of a process: lines the spool has not taken (it is full, or the disk refuses) are written to a file beside it,
 * synchronously, and the next process takes them in.
 */
export class LateLines {
  readonly #dir: string;
  readonly #maxBytes: number;
  readonly #path: string;

  /** @param maxBytes what the process may use on disk, with its spool */
  constructor(dir: string, maxBytes: number) {
    this.#dir = dir;
    this.#maxBytes = maxBytes;
    this.#path = join(dir, lateName());
  }

  /**
   * Keeps these lines, the first ones if there is no room for all; what was kept by an earlier call is replaced.
   *
   * @returns how many are kept
   * @throws when the disk refuses
   */
  write(lines: readonly string[], origin: LateOrigin | undefined): number {
    makeDirectory(this.#dir);
    const head = `${JSON.stringify(origin ?? null)}\n`;
    const kept = this.#fitting(lines, head.length);
    if (kept.length === 0) return 0;
    try {
      this.#replaceBy(head + kept.join(''));
    } catch (cause) {
      // Half a file would take room for ever on a disk that has none.
      rmSync(`${this.#path}.new`, { force: true });
      throw cause;
    }
    return kept.length;
  }

  get path(): string {
    return this.#path;
  }

  /** The spool has everything after all: the process did not end. */
  discard(): void {
    if (existsSync(this.#path)) unlinkSync(this.#path);
  }

  #replaceBy(text: string): void {
    const descriptor = openSync(`${this.#path}.new`, 'w', 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(`${this.#path}.new`, this.#path);
  }

  /** Half of the room: the file of the call before stays until this one has replaced it. */
  #fitting(lines: readonly string[], headBytes: number): readonly string[] {
    let left = roomBeside(dirname(this.#dir), this.#maxBytes, this.#path) / 2 - headBytes;
    const beyond = lines.findIndex((line) => {
      left -= Buffer.byteLength(line);
      return left < 0;
    });
    return beyond === -1 ? lines : lines.slice(0, beyond);
  }
}

/** Whether a slot has lines that wait outside of its spool. */
export const hasLate = async (slotDir: string): Promise<boolean> => (await latePaths(slotDir)).length > 0;

/** Takes in everything that earlier processes left beside a spool. */
export async function adoptLate(slotDir: string, spool: Spool, which: LateFiles = {}): Promise<void> {
  for (const path of await latePaths(slotDir, which)) {
    if (!path.endsWith('.new')) await adoptFile(path, spool);
    else {
      const finished = join(slotDir, lateName());
      await rename(path, finished);
      await adoptFile(finished, spool);
    }
  }
}

/** Which of the files beside a spool. */
export interface LateFiles {
  /** How long it is at least that they were written. Default 0; one that is unfinished is left alone for a minute in any case. */
  readonly minAgeMs?: number;
  /** Not this one: its process may still put into the spool what it holds. */
  readonly except?: string | undefined;
}

/**
 * Takes in one file, and deletes it. A line that did reach the spool before its process ended is not taken twice, and one that was cut
 * short by the end of its process is none.
 */
export async function adoptFile(path: string, spool: Spool): Promise<void> {
  let stored: Set<string> | undefined;
  let missing: Buffer[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (stored === undefined) {
      stored = await storedAfter(spool, originOf(line));
      continue;
    }
    if (!isWhole(line) || stored.has(digestOf(line))) continue;
    missing.push(Buffer.from(`${line}\n`));
    if (missing.length < MAX_LINES) continue;
    await spool.append(missing);
    missing = [];
  }
  if (missing.length > 0) await spool.append(missing);
  await unlink(path);
}

async function latePaths(slotDir: string, { minAgeMs = 0, except }: LateFiles = {}): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await readdir(slotDir)) {
    const path = join(slotDir, name);
    const needed = LATE.test(name) ? minAgeMs : UNFINISHED.test(name) ? UNFINISHED_MS : undefined;
    if (needed === undefined || path === except) continue;
    if (needed === 0 || (await ageOf(path)) >= needed) paths.push(path);
  }
  return paths;
}

/** −1 when it is gone: its process has finished it, or somebody was faster. */
async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return -1;
    throw cause;
  }
}

/** The first line of the file; without a position when the spool was not open yet, or the line is not ours. */
function originOf(head: string): Partial<LateOrigin> | null {
  try {
    return JSON.parse(head);
  } catch {
    return null;
  }
}

/** A line may have been cut behind a brace of its own. */
function isWhole(line: string): boolean {
  if (!line.startsWith('{') || !line.endsWith('}')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const digestOf = (line: string): string => createHash('sha256').update(line).digest('base64');

/** What the spool has, as far as it can be the same: all of it when the lines were written before the spool was open. */
async function storedAfter(spool: Spool, origin: Partial<LateOrigin> | null): Promise<Set<string>> {
  const lines = new Set<string>();
  if (origin?.spool !== undefined && origin.spool !== spool.id) return lines;
  let after = origin?.after ?? spool.acknowledged;
  if (comparePositions(after, spool.acknowledged) < 0) after = spool.acknowledged;
  while (comparePositions(after, spool.end) < 0) {
    const { records, end } = await spool.read({ after });
    for (const record of records) lines.add(digestOf(Buffer.from(record.data).toString().trimEnd()));
    if (comparePositions(end, after) === 0) break;
    after = end;
  }
  return lines;
}
