import { and, asc, desc, eq, ilike, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { entryTypeDrift, entryTypeServices, entryTypes } from './schema.js';

export type StoredService = typeof entryTypeServices.$inferSelect;
export type StoredEntryType = typeof entryTypes.$inferSelect;

/** All types that one program declares. */
export interface Registration {
  readonly service: string;
  readonly version: string | undefined;
  readonly contextFields: readonly string[];
  /** Descriptions as JSON values, by name. */
  readonly types: ReadonlyMap<string, object>;
}

/** Part of what is known. Upper and lower case of `text` do not matter. */
export interface EntryTypeFilter {
  readonly service?: string | undefined;
  readonly text?: string | undefined;
}

/** How much is taken of all services together, as every server holds it in memory. */
export interface EntryTypeRoom {
  readonly services: number;
  /** Characters of all descriptions as JSON. */
  readonly allBytes: number;
  /** Types of one service that are kept although it no longer declares them; those that it gave up first are forgotten. */
  readonly retired: number;
}

/** The entry types that services have declared. */
export interface EntryTypes {
  /**
   * Takes a registration. Drift of a type whose description is another from now on is forgotten: it was measured against the old one.
   *
   * @returns how many types are new, different, back, or no longer declared; or what there would be too much of, and nothing was taken
   */
  register(registration: Registration, at: Date, limits: EntryTypeRoom): Promise<number | 'services' | 'bytes'>;
  /** By name. */
  services(): Promise<StoredService[]>;
  /**
   * Every service, and with those of another revision than is known all their types, also those that are no longer declared: as they
   * were at one moment, never half of a registration.
   *
   * @param known revisions by service
   */
  changes(
    known: ReadonlyMap<string, number>,
  ): Promise<{ service: StoredService; types: StoredEntryType[] | undefined }[]>;
  find(service: string, name: string): Promise<StoredEntryType | undefined>;
  /** By service and name. */
  list(filter: EntryTypeFilter, limit: number): Promise<StoredEntryType[]>;
}

/** Rows of one INSERT; a statement takes at most 65,535 parameters. */
const ROWS = 1_000;

export function createEntryTypes(database: ControlDatabase): EntryTypes {
  const known = () => database.$count(entryTypeServices);

  return {
    async register(registration, at, limits) {
      const { service, types } = registration;
      const [present] = await database.select().from(entryTypeServices).where(eq(entryTypeServices.service, service));
      if (present === undefined && (await known()) >= limits.services) return 'services';
      const given = [...types.values()].reduce((sum, type) => sum + JSON.stringify(type).length, 0);
      // What this service declares now takes the place of what it declared before.
      const [kept] = await database
        .select({ bytes: sql<number>`coalesce(sum(length(${entryTypes.description}::text)), 0)`.mapWith(Number) })
        .from(entryTypes)
        .where(or(ne(entryTypes.service, service), isNotNull(entryTypes.retiredAt)));
      if ((kept?.bytes ?? 0) + given > limits.allBytes) return 'bytes';
      return database.transaction(async (transaction) => {
        const changed = await replace(transaction, registration, at);
        await forgetRetired(transaction, service, limits.retired);
        return changed;
      });
    },
    services: () => database.select().from(entryTypeServices).orderBy(asc(entryTypeServices.service)),
    changes: (known) =>
      database.transaction(
        async (transaction) => {
          const changes = [];
          for (const service of await transaction.select().from(entryTypeServices)) {
            const { service: name, revision } = service;
            const types =
              known.get(name) === revision
                ? undefined
                : await transaction.select().from(entryTypes).where(eq(entryTypes.service, name));
            changes.push({ service, types });
          }
          return changes;
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      ),
    async find(service, name) {
      const found = await database
        .select()
        .from(entryTypes)
        .where(and(eq(entryTypes.service, service), eq(entryTypes.name, name)));
      return found[0];
    },
    list: (filter, limit) =>
      database
        .select()
        .from(entryTypes)
        .where(and(...conditions(filter)))
        .orderBy(asc(entryTypes.service), asc(entryTypes.name))
        .limit(limit),
  };
}

/** In a transaction: of two programs of one service that start at once, one waits for the other. */
async function replace(
  database: Pick<ControlDatabase, 'select' | 'insert' | 'update' | 'delete'>,
  { service, version, contextFields, types }: Registration,
  at: Date,
): Promise<number> {
  const about = { version: version ?? null, contextFields: [...contextFields], registeredAt: at };
  await database
    .insert(entryTypeServices)
    .values({ service, revision: 0, ...about })
    .onConflictDoNothing();
  const [before] = await database
    .select()
    .from(entryTypeServices)
    .where(eq(entryTypeServices.service, service))
    .for('update');
  const stored = await database.select().from(entryTypes).where(eq(entryTypes.service, service));
  const byName = new Map(stored.map((row) => [row.name, row]));
  const changed: { name: string; description: object }[] = [];
  const same: string[] = [];
  for (const [name, description] of types) {
    const row = byName.get(name);
    if (row?.retiredAt === null && JSON.stringify(row.description) === JSON.stringify(description)) same.push(name);
    else changed.push({ name, description });
  }
  const retired = stored
    .filter(({ name, retiredAt }) => retiredAt === null && !types.has(name))
    .map(({ name }) => name);

  for (let start = 0; start < changed.length; start += ROWS) {
    const rows = changed
      .slice(start, start + ROWS)
      .map((type) => ({ service, ...type, firstRegisteredAt: at, lastRegisteredAt: at, retiredAt: null }));
    await database
      .insert(entryTypes)
      .values(rows)
      .onConflictDoUpdate({
        target: [entryTypes.service, entryTypes.name],
        set: { description: sql`excluded.description`, lastRegisteredAt: at, retiredAt: null },
      });
  }
  const named = (names: readonly string[]) =>
    and(eq(entryTypes.service, service), inArray(entryTypes.name, [...names]));
  if (same.length > 0) await database.update(entryTypes).set({ lastRegisteredAt: at }).where(named(same));
  if (retired.length > 0) await database.update(entryTypes).set({ retiredAt: at }).where(named(retired));
  const anew = changed.map(({ name }) => name);
  if (anew.length > 0) {
    await database
      .delete(entryTypeDrift)
      .where(and(eq(entryTypeDrift.service, service), inArray(entryTypeDrift.event, anew)));
  }
  if (contextFields.length > 0) {
    // What any entry may have is no longer a field too many.
    await database
      .delete(entryTypeDrift)
      .where(
        and(
          eq(entryTypeDrift.service, service),
          eq(entryTypeDrift.kind, 'unknown_field'),
          inArray(entryTypeDrift.field, [...contextFields]),
        ),
      );
  }
  const difference = changed.length + retired.length;
  const toRead = difference > 0 || JSON.stringify(before?.contextFields) !== JSON.stringify(contextFields);
  await database
    .update(entryTypeServices)
    .set({ ...about, ...(toRead ? { revision: sql`${entryTypeServices.revision} + 1` } : {}) })
    .where(eq(entryTypeServices.service, service));
  return difference;
}

/** Without it a service that declares other names at every start would fill the database and the memory of all servers. */
async function forgetRetired(
  database: Pick<ControlDatabase, 'select' | 'delete'>,
  service: string,
  kept: number,
): Promise<void> {
  const surplus = await database
    .select({ name: entryTypes.name })
    .from(entryTypes)
    .where(and(eq(entryTypes.service, service), isNotNull(entryTypes.retiredAt)))
    .orderBy(desc(entryTypes.retiredAt), asc(entryTypes.name))
    .offset(kept);
  if (surplus.length === 0) return;
  const names = surplus.map(({ name }) => name);
  await database
    .delete(entryTypeDrift)
    .where(and(eq(entryTypeDrift.service, service), inArray(entryTypeDrift.event, names)));
  await database.delete(entryTypes).where(and(eq(entryTypes.service, service), inArray(entryTypes.name, names)));
}

function conditions({ service, text }: EntryTypeFilter): (SQL | undefined)[] {
  const part = text === undefined ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const property = (name: string) => sql<string>`${entryTypes.description} ->> ${name}`;
  return [
    service === undefined ? undefined : eq(entryTypes.service, service),
    part === undefined
      ? undefined
      : or(
          ilike(entryTypes.name, part),
          ...['message', 'description', 'workflow', 'page'].map((name) => ilike(property(name), part)),
        ),
  ];
}
