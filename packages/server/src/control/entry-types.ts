import { and, asc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
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

/** The entry types that services have declared. */
export interface EntryTypes {
  /**
   * Takes a registration. Drift of a type whose description is another from now on is forgotten: it was measured against the old one.
   *
   * @param maxServices a new service is refused beyond so many
   * @returns how many types are new, different, back, or no longer declared; `undefined` when the service was refused
   */
  register(registration: Registration, at: Date, maxServices: number): Promise<number | undefined>;
  /** By name. */
  services(): Promise<StoredService[]>;
  /** Also those that are no longer declared. */
  ofService(service: string): Promise<StoredEntryType[]>;
  find(service: string, name: string): Promise<StoredEntryType | undefined>;
  /** By service and name. */
  list(filter: EntryTypeFilter, limit: number): Promise<StoredEntryType[]>;
}

/** Rows of one INSERT; a statement takes at most 65,535 parameters. */
const ROWS = 1_000;

export function createEntryTypes(database: ControlDatabase): EntryTypes {
  const known = () => database.$count(entryTypeServices);

  return {
    async register(registration, at, maxServices) {
      const { service } = registration;
      const [present] = await database.select().from(entryTypeServices).where(eq(entryTypeServices.service, service));
      if (present === undefined && (await known()) >= maxServices) return undefined;
      return database.transaction((transaction) => replace(transaction, registration, at));
    },
    services: () => database.select().from(entryTypeServices).orderBy(asc(entryTypeServices.service)),
    ofService: (service) => database.select().from(entryTypes).where(eq(entryTypes.service, service)),
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
  const difference = changed.length + retired.length;
  const toRead = difference > 0 || JSON.stringify(before?.contextFields) !== JSON.stringify(contextFields);
  await database
    .update(entryTypeServices)
    .set({ ...about, ...(toRead ? { revision: sql`${entryTypeServices.revision} + 1` } : {}) })
    .where(eq(entryTypeServices.service, service));
  return difference;
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
