import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';

/** The committed SQL, written by `drizzle-kit generate`; beside `src` and `dist` alike. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Any fixed number; this one spells `hw` and keeps other programs' advisory locks out of the way. */
const LOCK = 0x6877_0001;

/**
 * Runs the migrations that are missing, under a session-level advisory lock so that servers starting together take turns
 * (PostgreSQL documentation, 13.3.5). `database` must be one connection, not a pool: the lock belongs to the session.
 */
export async function migrateUnderLock(database: ControlDatabase, migrate: () => Promise<void>): Promise<void> {
  await database.execute(sql`select pg_advisory_lock(${LOCK})`);
  try {
    await migrate();
  } finally {
    await database.execute(sql`select pg_advisory_unlock(${LOCK})`);
  }
}
