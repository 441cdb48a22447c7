import { and, asc, eq, inArray, lt, max, sql } from 'drizzle-orm';
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

const keyOf = ({ service, event, kind, field }: Pick<StoredDrift, 'service' | 'event' | 'kind' | 'field'>): string =>
  [service, event, kind, field].join('\0');

export function createEntryTypeDrift(database: ControlDatabase): EntryTypeDrift {
  /** Those of the rows that are there already, or for which there is room. */
  async function fitting(rows: readonly StoredDrift[], maxRows: number): Promise<StoredDrift[]> {
    const services = [...new Set(rows.map(({ service }) => service))];
    const registered = await database
      .select({ service: entryTypeServices.service })
      .from(entryTypeServices)
      .where(inArray(entryTypeServices.service, services));
    const { service, event, kind, field } = entryTypeDrift;
    const present = await database
      .select({ service, event, kind, field })
      .from(entryTypeDrift)
      .where(inArray(service, services));
    const keys = new Set(present.map(keyOf));
    const room = new Map(registered.map((row) => [row.service, maxRows]));
    for (const row of present) room.set(row.service, (room.get(row.service) ?? 0) - 1);
    return rows.filter((row) => {
      if (keys.has(keyOf(row))) return true;
      const left = room.get(row.service) ?? 0;
      room.set(row.service, left - 1);
      return left > 0;
    });
  }

  return {
    async add(rows, maxRows) {
      if (rows.length === 0) return 0;
      const kept = await fitting(rows, maxRows);
      if (kept.length > 0) {
        await database
          .insert(entryTypeDrift)
          .values(kept)
          .onConflictDoUpdate({
            target: [entryTypeDrift.service, entryTypeDrift.event, entryTypeDrift.kind, entryTypeDrift.field],
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
