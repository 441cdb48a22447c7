import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { ControlError, reasonOf } from './control-error.js';
import type { Control } from './database.js';
import { MIGRATIONS_FOLDER, migrateUnderLock } from './migrations.js';
import * as schema from './schema.js';

/** The server and database of a connection string, without user and password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the given connection string';
  const { host, pathname, searchParams } = new URL(url);
  return `${host || (searchParams.get('host') ?? 'localhost')}${pathname}`;
}

/**
 * Opens a PostgreSQL server by connection string, with a small pool.
 *
 * @param onIdleError told of a pooled connection that broke while idle; the pool replaces it at the next query
 */
export async function openPostgres(url: string, onIdleError: (error: Error) => void): Promise<Control> {
  const place = placeOf(url);
  const options = { connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'heartwood' };
  const migrator = new pg.Client(options);
  try {
    await migrator.connect();
    const database = drizzle(migrator, { schema });
    await migrateUnderLock(database, () => migrate(database, { migrationsFolder: MIGRATIONS_FOLDER }));
  } catch (cause) {
    throw new ControlError(
      `The control database at ${place} cannot be used: ${reasonOf(cause)}. Check control.url (HEARTWOOD_CONTROL_URL): server, user, password, database.`,
      { cause },
    );
  } finally {
    await migrator.end();
  }
  const pool = new pg.Pool({ ...options, max: 5 });
  // Without a listener an idle connection's error would end the process (node-postgres, "pool.on('error')").
  pool.on('error', onIdleError);
  return {
    database: drizzle(pool, { schema }),
    kind: 'postgres',
    ping: async () => {
      await pool.query('select 1').catch((cause: unknown) => {
        throw new ControlError(`The control database at ${place} does not answer: ${reasonOf(cause)}`, { cause });
      });
    },
    close: () => pool.end(),
  };
}
