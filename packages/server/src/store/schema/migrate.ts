import { createHash } from 'node:crypto';
import type { Engine } from '@heartwood/engine';
import type { Migration } from './migration.js';
import { MIGRATIONS } from './migrations/index.js';

/** The store's schema is not what this version knows; says which step differs and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the engine's tables to this version's schema and returns the steps that were missing. Every statement is
 * idempotent (`IF NOT EXISTS`), so a crash between a step and its record does no harm.
 *
 * @throws MigrationError when a step that was applied differs from ours, or the store is newer than we are.
 */
export async function migrate(
  engine: Pick<Engine, 'writer'>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly Migration[]> {
  const { writer } = engine;
  await writer.command({
    query: `CREATE TABLE IF NOT EXISTS schema_migrations (
      version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC')
    ) ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1`,
  });
  const answer = await writer.query({
    query: 'SELECT DISTINCT version, name, checksum FROM schema_migrations ORDER BY version',
    format: 'JSONEachRow',
  });
  const applied = await answer.json<Applied>();
  for (const step of applied) assertKnown(step, migrations);
  const missing = migrations.filter(({ version }) => !applied.some((step) => step.version === version));
  for (const migration of missing) {
    for (const query of migration.statements) await writer.command({ query });
    await writer.command({
      query: `INSERT INTO schema_migrations SELECT {version:UInt32}, {name:String}, {checksum:String}, now64(3)`,
      query_params: { version: migration.version, name: migration.name, checksum: checksumOf(migration) },
    });
  }
  return missing;
}

function assertKnown(step: Applied, migrations: readonly Migration[]): void {
  const ours = migrations.find(({ version }) => version === step.version);
  if (ours === undefined) {
    throw new MigrationError(
      `the store has schema step ${step.version} (${step.name}), which this version does not know; run the version that wrote it, or a newer one`,
    );
  }
  if (checksumOf(ours) !== step.checksum) {
    throw new MigrationError(
      `schema step ${step.version} (${step.name}) was applied with other statements than this version has; a released step must never change`,
    );
  }
}

/** SHA-256 of a step's statements, hexadecimal. White space counts: the text is the record of what ran. */
export const checksumOf = (migration: Migration): string =>
  createHash('sha256').update(migration.statements.join('\n;\n')).digest('hex');
