import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { ControlError, reasonOf } from './control-error.js';
import type { Control } from './database.js';
import { MIGRATIONS_FOLDER, migrateUnderLock } from './migrations.js';
import * as schema from './schema.js';
import { readTemplate } from './template.js';

/**
 * Makes an empty database beside its place and moves it there when it is whole: a crash in the middle of the first start leaves
 * nothing half made.
 */
async function makeDatabase(dir: string): Promise<void> {
  const unfinished = `${dir}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const template = await readTemplate();
  const made = await PGlite.create(unfinished, template ? { loadDataDir: template } : {});
  await made.close();
  await rename(unfinished, dir);
}

/** Opens PGlite (PostgreSQL in WebAssembly) in a folder of its own. One process at a time, which the data directory's lock sees to. */
export async function openEmbedded(dir: string): Promise<Control> {
  let client: PGlite;
  try {
    if (!existsSync(join(dir, 'PG_VERSION'))) await makeDatabase(dir);
    client = await PGlite.create(dir);
  } catch (cause) {
    throw new ControlError(`The embedded control database in ${dir} cannot be opened: ${reasonOf(cause)}`, { cause });
  }
  const database = drizzle(client, { schema });
  try {
    await migrateUnderLock(database, () => migrate(database, { migrationsFolder: MIGRATIONS_FOLDER }));
  } catch (cause) {
    await client.close();
    throw new ControlError(`The control database in ${dir} cannot be brought up to date: ${reasonOf(cause)}`, {
      cause,
    });
  }
  return {
    database,
    kind: 'embedded',
    ping: async () => {
      await client.query('select 1').catch((cause: unknown) => {
        throw new ControlError(`The control database does not answer: ${reasonOf(cause)}`, { cause });
      });
    },
    close: () => client.close(),
  };
}
