import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from 'chdb';
import { quotedIdentifier, stringLiteral } from './sql/literal.js';

/** A MergeTree table that keeps a history of the blocks inserted into it. */
interface TableLog {
  readonly database: string;
  readonly table: string;
  readonly dir: string;
}

interface Part {
  readonly partition: string;
  readonly min: number;
  readonly max: number;
}

/** A line of the history: operation (1 added, 2 dropped), part, block id (ClickHouse, MergeTreeDeduplicationLog.cpp). */
const LINE = /^(1|2)\t(.+)_(\d+)_(\d+)_\d+\t\S+$/;

/**
 * Makes the deduplication history of every table agree with its parts, before anything is inserted.
 *
 * ClickHouse 26.7 writes a block's line into the history before it renames the block's part into place, 1 to 10 ms later when
 * parts are fsynced (measured). A process killed in between leaves a line without a part: the batch, sent again under its token,
 * would be taken for stored and be lost. Lines that no part covers are therefore taken out. Lines of parts that retention has
 * dropped go too, which matters only to a batch that old being sent again.
 *
 * @param scratch a directory on the same file system. A history is rewritten there: ClickHouse does not start with a file that it does not
 * know among its histories, as a process killed before the renaming would leave one.
 * @returns how many lines were taken out, by table
 */
export function reconcileDeduplicationLogs(
  control: Session,
  scratch: string,
  only: (table: string) => boolean = () => true,
): ReadonlyMap<string, number> {
  const removed = new Map<string, number>();
  for (const log of tableLogs(control)) {
    if (!only(`${log.database}.${log.table}`)) continue;
    const parts = partsOf(control, log);
    const rewritten = new Map<string, string>();
    let lines = 0;
    for (const file of readdirSync(log.dir)) {
      const path = join(log.dir, file);
      const before = readFileSync(path, 'utf8');
      const kept = before.split('\n').filter((line) => line === '' || isCovered(line, parts));
      // A torn last line has no newline behind it; one that was kept whole gets one.
      const after = kept.at(-1) === '' ? kept.join('\n') : `${kept.join('\n')}\n`;
      if (after === before) continue;
      lines += before.split('\n').filter((line) => line !== '').length - kept.filter((line) => line !== '').length;
      rewritten.set(path, after);
    }
    if (rewritten.size === 0) continue;
    const name = `${quotedIdentifier(log.database)}.${quotedIdentifier(log.table)}`;
    control.query(`DETACH TABLE ${name} SYNC`);
    for (const [path, text] of rewritten) {
      const rewrite = join(scratch, 'deduplication_log.new');
      writeFileSync(rewrite, text, { flush: true });
      renameSync(rewrite, path);
    }
    control.query(`ATTACH TABLE ${name}`);
    removed.set(`${log.database}.${log.table}`, lines);
  }
  return removed;
}

function isCovered(line: string, parts: readonly Part[]): boolean {
  const [, operation, partition, min, max] = LINE.exec(line) ?? [];
  if (operation === undefined) return false;
  if (operation === '2') return true;
  return parts.some((part) => part.partition === partition && part.min <= Number(min) && Number(max) <= part.max);
}

/**
 * Makes a table's history durable after an insert. ClickHouse fsyncs the parts of an insert but not the line that remembers
 * them, so after a power cut a batch sent again would be stored twice.
 */
export class DeduplicationLogs {
  readonly #control: Session;
  readonly #scratch: string;
  #dirs: ReadonlyMap<string, string> | undefined;

  /** @param scratch see {@link reconcileDeduplicationLogs} */
  constructor(control: Session, scratch: string) {
    this.#control = control;
    this.#scratch = scratch;
  }

  /** Forgets where tables keep their histories; call it after DDL. */
  forget(): void {
    this.#dirs = undefined;
  }

  /** After an insert that failed: part of its blocks may be in the history without having been stored. */
  reconcile(database: string, table: string): void {
    const name = qualified(database, table);
    reconcileDeduplicationLogs(this.#control, this.#scratch, (candidate) => candidate === name);
  }

  /** @param table `database.table`, or a table of `database` */
  async sync(database: string, table: string): Promise<void> {
    this.#dirs ??= new Map(tableLogs(this.#control).map((log) => [`${log.database}.${log.table}`, log.dir]));
    const dir = this.#dirs.get(qualified(database, table));
    if (dir === undefined) return;
    const newest = readdirSync(dir)
      .map((file) => Number(/^deduplication_log_(\d+)\.txt$/.exec(file)?.[1] ?? 0))
      .reduce((a, b) => Math.max(a, b), 0);
    if (newest === 0) return;
    const file = await open(join(dir, `deduplication_log_${newest}.txt`), 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

function qualified(database: string, table: string): string {
  return table.includes('.') ? table : `${database}.${table}`;
}

function tableLogs(control: Session): TableLog[] {
  const tables = rowsOf(
    control,
    "SELECT database, name, arrayJoin(data_paths) AS path FROM system.tables WHERE engine LIKE '%MergeTree' AND database != 'system'",
  );
  return tables
    .map(({ database, name, path }) => ({
      database: String(database),
      table: String(name),
      dir: join(String(path), 'deduplication_logs'),
    }))
    .filter((log) => existsSync(log.dir));
}

function partsOf(control: Session, log: TableLog): Part[] {
  const rows = rowsOf(
    control,
    'SELECT partition_id, min_block_number, max_block_number FROM system.parts ' +
      `WHERE active AND database = ${stringLiteral(log.database)} AND table = ${stringLiteral(log.table)}`,
  );
  return rows.map((row) => ({
    partition: String(row.partition_id),
    min: Number(row.min_block_number),
    max: Number(row.max_block_number),
  }));
}

function rowsOf(control: Session, sql: string): Record<string, unknown>[] {
  const text = control.query(sql, 'JSONEachRow');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}
