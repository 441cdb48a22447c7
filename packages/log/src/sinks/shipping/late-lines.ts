import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePositions, type Spool, type SpoolPosition } from '@heartwood/spool';

/** Names of the files that hold what the spool could not take before the process ended. */
const LATE = /^late-[0-9a-f-]{36}\.ndjson$/;

/** Where the lines would have gone: the spool, and its last position known to be durable. */
export interface LateOrigin {
  readonly spool: string;
  readonly after: SpoolPosition;
}

/**
 * The way out at the end of a process, when there is no time left for anything asynchronous: lines the spool has not confirmed
 * are written to a file beside it, synchronously, and the next process takes them in.
 */
export class LateLines {
  readonly #dir: string;
  readonly #path: string;

  constructor(dir: string) {
    this.#dir = dir;
    this.#path = join(dir, `late-${randomUUID()}.ndjson`);
  }

  /** Keeps exactly these lines; what was kept by an earlier call is replaced. */
  write(lines: readonly string[], origin: LateOrigin | undefined): void {
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    const descriptor = openSync(`${this.#path}.new`, 'w', 0o600);
    try {
      writeFileSync(descriptor, `${JSON.stringify(origin ?? null)}\n${lines.join('')}`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(`${this.#path}.new`, this.#path);
  }

  /** The spool has everything after all: the process did not end. */
  discard(): void {
    if (existsSync(this.#path)) unlinkSync(this.#path);
  }

  /** Takes in what earlier processes left. A line that did reach the spool before its process ended is not taken twice. */
  async adopt(spool: Spool): Promise<void> {
    const names = (await readdir(this.#dir)).filter((name) => LATE.test(name));
    for (const name of names) {
      const path = join(this.#dir, name);
      const [head = 'null', ...lines] = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      const stored = await linesAfter(spool, originOf(head));
      const missing = lines.filter((line) => !stored.has(line)).map((line) => Buffer.from(`${line}\n`));
      if (missing.length > 0) await spool.append(missing);
      await unlink(path);
    }
  }
}

/** The first line of the file; `null` when the spool was not open yet, or the line is not ours. */
function originOf(head: string): LateOrigin | null {
  try {
    return JSON.parse(head);
  } catch {
    return null;
  }
}

async function linesAfter(spool: Spool, origin: LateOrigin | null): Promise<Set<string>> {
  const lines = new Set<string>();
  if (origin === null || origin.spool !== spool.id) return lines;
  const late = comparePositions(origin.after, spool.acknowledged) < 0;
  for (let after = late ? spool.acknowledged : origin.after; comparePositions(after, spool.end) < 0; ) {
    const { records, end } = await spool.read({ after });
    for (const record of records) lines.add(Buffer.from(record.data).toString().trimEnd());
    if (comparePositions(end, after) === 0) break;
    after = end;
  }
  return lines;
}
