import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchKey } from '../batch/batch.js';

/** A file of idempotency keys, one JSON object a line, appended with fsync. */
export interface KeyJournal {
  /** What the file held when it was opened, oldest first. */
  readonly entries: readonly BatchKey[];
  /** Lines and bytes in the file now. */
  readonly length: number;
  readonly bytes: number;
  /** Resolves after fsync. */
  append(keys: readonly BatchKey[]): Promise<void>;
  /** Replaces the content, atomically. */
  rewrite(keys: readonly BatchKey[]): Promise<void>;
  close(): Promise<void>;
}

const FILE = 'idempotency-keys.ndjson';

/** Opens or creates the journal in `dir`. A last line that a crash cut short is dropped: it was never relied upon. */
export async function openKeyJournal(dir: string): Promise<KeyJournal> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, FILE);
  let handle: FileHandle = await open(path, 'a+', 0o600);
  const text = await readFile(handle, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const entries = whole.split('\n').flatMap(parseLine);
  let length = entries.length;
  let bytes = Buffer.byteLength(whole);
  await handle.truncate(bytes);
  await syncDirectory(dir);

  async function append(keys: readonly BatchKey[]): Promise<void> {
    const lines = encode(keys);
    await handle.appendFile(lines);
    await handle.datasync();
    length += keys.length;
    bytes += lines.length;
  }

  async function rewrite(keys: readonly BatchKey[]): Promise<void> {
    const lines = encode(keys);
    const next = await open(`${path}.next`, 'w', 0o600);
    await next.writeFile(lines);
    await next.sync();
    await next.close();
    await rename(`${path}.next`, path);
    await syncDirectory(dir);
    await handle.close();
    handle = await open(path, 'a', 0o600);
    length = keys.length;
    bytes = lines.length;
  }

  return {
    entries,
    get length() {
      return length;
    },
    get bytes() {
      return bytes;
    },
    append,
    rewrite,
    close: () => handle.close(),
  };
}

const encode = (keys: readonly BatchKey[]): Buffer =>
  Buffer.from(keys.map((key) => `${JSON.stringify(key)}\n`).join(''));

function parseLine(line: string): BatchKey[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as BatchKey];
  } catch (error) {
    // A block of a failing disk reads as anything; the other keys still count.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Makes a new or renamed name in a directory durable. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
