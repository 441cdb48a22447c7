import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { openEmbedded } from './embedded.js';
import { openPostgres } from './postgres.js';
import type * as schema from './schema.js';

/** Either PostgreSQL, seen through Drizzle; queries are written against this and run on both. */
export type ControlDatabase = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Users, sessions and keys: an open, migrated database. */
export interface Control {
  readonly database: ControlDatabase;
  readonly kind: 'embedded' | 'postgres';
  /** Resolves when the database answers; rejects with a ControlError when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Where the control data is: a folder of its own for the embedded PostgreSQL, or a connection string. */
export type ControlLocation = { readonly dir: string } | { readonly url: string };

/**
 * Opens the control database and brings its tables up to date. Several servers may do so at once on one PostgreSQL: the
 * migrations run under an advisory lock.
 *
 * @param onIdleError told of a pooled connection that broke while idle; the pool replaces it at the next query
 * @throws ControlError when the folder or the server cannot be used
 * @example const control = await openControl({ dir: 'heartwood-data/control' }, (error) => log.warning('…', { error }));
 */
export const openControl = (location: ControlLocation, onIdleError: (error: Error) => void): Promise<Control> =>
  'dir' in location ? openEmbedded(location.dir) : openPostgres(location.url, onIdleError);
