import { once } from 'node:events';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { ControlError, reasonOf } from './control-error.js';
import type { Control } from './database.js';
import { MIGRATIONS_FOLDER, migrateUnderLock } from './migrations.js';
import * as schema from './schema.js';

/** Longest wait for connections to end, ms. */
const CLOSE_LIMIT = 5_000;

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
  migrator.on('error', () => {
    // A connection lost between two statements; the next one says so.
  });
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
  const open = new Set<pg.PoolClient>();
  let closing = false;
  // Without listeners the error of a connection that is idle, or lent out between two statements, would end the process
  // (node-postgres, "pool.on('error')").
  pool.on('error', (error) => {
    if (!closing) onIdleError(error);
  });
  pool.on('connect', (client) => {
    open.add(client);
    client.on('error', () => {
      // The pool tells of an idle one, the next statement of one that is lent out.
    });
  });
  pool.on('remove', (client) => open.delete(client));
  return {
    database: drizzle(pool, { schema }),
    kind: 'postgres',
    ping: async () => {
      await pool.query('select 1').catch((cause: unknown) => {
        throw new ControlError(`The control database at ${place} does not answer: ${reasonOf(cause)}`, { cause });
      });
    },
    async close() {
      closing = true;
      await pool.end();
      // A pool calls itself ended before its connections are; whoever stops the server next would cut them off.
      const limit = AbortSignal.timeout(CLOSE_LIMIT);
      while (open.size > 0 && !limit.aborted) {
        await once(pool, 'remove', { signal: limit }).catch(() => {
          // The server does not answer the good-bye; its connections end with this process.
        });
      }
    },
  };
}
