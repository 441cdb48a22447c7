import { and, asc, count, eq, inArray, lt, max, sql } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { entryTypeDrift, entryTypeServices } from './schema.js';

/** Entries of one type that differed from its declaration in one way. */
export type StoredDrift = typeof entryTypeDrift.$inferSelect;

/** The drift of one type in one line. */
export interface DriftSum {
  readonly service: string;
  readonly event: string;
  readonly findings: number;
  readonly kinds: readonly string[];
  readonly lastSeen: Date;
}

/** How entries differ from the declarations of their types, counted by all servers together. */
export interface EntryTypeDrift {
  /**
   * Adds counts. Rows of services that are not registered are passed over.
   *
   * @param maxRows kept of one service; what would be more is not added
   * @returns entries that were not added for want of room
   */
  add(rows: readonly StoredDrift[], maxRows: number): Promise<number>;
  of(service: string, event: string): Promise<StoredDrift[]>;
  /** By service and type. */
  sums(service: string | undefined, limit: number): Promise<DriftSum[]>;
  /** Forgets what has not been seen since. */
  removeBefore(moment: Date): Promise<void>;
}

/** Rows of one statement: at most 65,535 parameters, nine a row. */
const ROWS = 1_000;

const keyOf = ({ service, event, kind, field }: Pick<StoredDrift, 'service' | 'event' | 'kind' | 'field'>): string =>
  [service, event, kind, field].join('\0');

export function createEntryTypeDrift(database: ControlDatabase): EntryTypeDrift {
  return {
    async add(rows, maxRows) {
      let left = 0;
      // In one order everywhere, or two servers that add the same rows could each wait for what the other holds.
      const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      for (let start = 0; start < sorted.length; start += ROWS) {
        const part = sorted.slice(start, start + ROWS);
        left += await database.transaction((transaction) => addRows(transaction, part, maxRows));
      }
      return left;
    },
    of: (service, event) =>
      database
        .select()
        .from(entryTypeDrift)
        .where(and(eq(entryTypeDrift.service, service), eq(entryTypeDrift.event, event)))
        .orderBy(asc(entryTypeDrift.kind), asc(entryTypeDrift.field)),
    async sums(service, limit) {
      const rows = await database
        .select({
          service: entryTypeDrift.service,
          event: entryTypeDrift.event,
          findings: sql<number>`sum(${entryTypeDrift.entries})`.mapWith(Number),
          kinds: sql<string[]>`array_agg(distinct ${entryTypeDrift.kind})`,
          lastSeen: max(entryTypeDrift.lastSeen),
        })
        .from(entryTypeDrift)
        .where(service === undefined ? undefined : eq(entryTypeDrift.service, service))
        .groupBy(entryTypeDrift.service, entryTypeDrift.event)
        .orderBy(asc(entryTypeDrift.service), asc(entryTypeDrift.event))
        .limit(limit);
      return rows.flatMap(({ lastSeen, ...row }) => (lastSeen === null ? [] : [{ ...row, lastSeen }]));
    },
    async removeBefore(moment) {
      await database.delete(entryTypeDrift).where(lt(entryTypeDrift.lastSeen, moment));
    },
  };
}

type Transaction = Parameters<Parameters<ControlDatabase['transaction']>[0]>[0];

/** @returns entries for which there was no room */
async function addRows(database: Transaction, rows: readonly StoredDrift[], maxRows: number): Promise<number> {
  const kept = await fitting(database, rows, maxRows);
  if (kept.length > 0) {
    const { service, event, kind, field } = entryTypeDrift;
    await database
      .insert(entryTypeDrift)
      .values(kept)
      .onConflictDoUpdate({
        target: [service, event, kind, field],
        set: {
          found: sql`excluded.found`,
          entries: sql`${entryTypeDrift.entries} + excluded.entries`,
          firstSeen: sql`least(${entryTypeDrift.firstSeen}, excluded.first_seen)`,
          lastSeen: sql`greatest(${entryTypeDrift.lastSeen}, excluded.last_seen)`,
          sampleId: sql`excluded.sample_id`,
        },
      });
  }
  const total = (some: readonly StoredDrift[]) => some.reduce((sum, { entries }) => sum + entries, 0);
  return total(rows) - total(kept);
}

/**
 * Those of the rows that are there already, or for which there is room. What is there is counted by the database: of a thousand services it
 * may be millions of rows.
 */
async function fitting(database: Transaction, rows: readonly StoredDrift[], maxRows: number): Promise<StoredDrift[]> {
  const services = [...new Set(rows.map(({ service }) => service))];
  // A registration holds its service until it has removed what was found before; this waits, and then adds to what there is.
  const registered = await database
    .select({ service: entryTypeServices.service })
    .from(entryTypeServices)
    .where(inArray(entryTypeServices.service, services))
    .orderBy(asc(entryTypeServices.service))
    .for('share');
  const { service, event, kind, field } = entryTypeDrift;
  const counts = await database
    .select({ service, rows: count() })
    .from(entryTypeDrift)
    .where(inArray(service, services))
    .groupBy(service);
  // As one value: a list of a thousand rows would be a tree as deep, which is too much for the stack of the embedded database.
  const keys = JSON.stringify(rows.map((row) => ({ s: row.service, e: row.event, k: row.kind, f: row.field })));
  const present = await database
    .select({ service, event, kind, field })
    .from(entryTypeDrift)
    .innerJoin(
      sql`json_to_recordset(${keys}::json) as given (s text, e text, k text, f text)`,
      sql`(${service}, ${event}, ${kind}, ${field}) = (given.s, given.e, given.k, given.f)`,
    );
  const known = new Set(present.map(keyOf));
  const taken = new Map(counts.map((row) => [row.service, row.rows]));
  const room = new Map(registered.map((row) => [row.service, maxRows - (taken.get(row.service) ?? 0)]));
  return rows.filter((row) => {
    const left = room.get(row.service);
    if (left === undefined) return false;
    if (known.has(keyOf(row))) return true;
    room.set(row.service, left - 1);
    return left > 0;
  });
}
