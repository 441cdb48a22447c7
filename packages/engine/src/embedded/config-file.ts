import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the engine's configuration depends on. */
export interface EngineConfig {
  readonly dataDir: string;
  readonly backupsDir: string;
  /** Bytes all statements and caches together may take; one that would take more fails with 241 MEMORY_LIMIT_EXCEEDED. */
  readonly memoryBytes: number;
}

const MiB = 1024 * 1024;

/**
 * ClickHouse's configuration for an engine that shares a small machine with its server
 * (https://clickhouse.com/docs/operations/server-configuration-parameters/settings). The caches are sized for a few hundred
 * parts instead of a cluster node's terabytes; the defaults of chDB 3.4.0 allow the primary index cache alone 5 GiB.
 *
 * The MergeTree defaults make an insert that returned survive a power cut (fsync of its parts and their directory) and keep
 * enough of a deduplication history to answer a batch sent again.
 */
export function renderConfig(config: EngineConfig): string {
  const entries: [string, string | number][] = [
    ['max_server_memory_usage', config.memoryBytes],
    ['mark_cache_size', 64 * MiB],
    ['index_mark_cache_size', 16 * MiB],
    ['primary_index_cache_size', 64 * MiB],
    ['uncompressed_cache_size', 0],
    ['index_uncompressed_cache_size', 0],
    ['query_condition_cache_size', 16 * MiB],
    ['compiled_expression_cache_size', 16 * MiB],
    ['mmap_cache_size', 256],
    ['background_pool_size', 2],
    ['background_move_pool_size', 1],
    ['background_fetches_pool_size', 1],
    ['background_common_pool_size', 2],
    ['background_schedule_pool_size', 4],
    ['background_message_broker_schedule_pool_size', 1],
    ['background_distributed_schedule_pool_size', 1],
    ['tables_loader_background_pool_size', 2],
    ['merges_mutations_memory_usage_soft_limit', Math.floor(config.memoryBytes / 3)],
    // The deduplication histories are checked against the parts as soon as the engine is open.
    ['async_load_databases', 0],
    ['timezone', 'UTC'],
    ['tmp_path', join(config.dataDir, 'tmp/')],
    ['user_files_path', join(config.dataDir, 'user_files/')],
  ];
  const mergeTree: [string, number][] = [
    ['fsync_after_insert', 1],
    ['fsync_part_directory', 1],
    ['non_replicated_deduplication_window', 10_000],
  ];
  return [
    '<clickhouse>',
    '  <!-- Written by @heartwood/engine at every start; changes are lost. -->',
    ...entries.map(([name, value]) => `  ${element(name, value)}`),
    '  <merge_tree>',
    ...mergeTree.map(([name, value]) => `    ${element(name, value)}`),
    '  </merge_tree>',
    '  <storage_configuration><disks>',
    `    <backups><type>local</type>${element('path', join(config.backupsDir, '/'))}</backups>`,
    '  </disks></storage_configuration>',
    '  <backups><allowed_disk>backups</allowed_disk></backups>',
    '</clickhouse>',
    '',
  ].join('\n');
}

function element(name: string, value: string | number): string {
  const text = String(value).replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<${name}>${text}</${name}>`;
}

/** Writes the configuration into `dir` in one step and returns its path. */
export async function writeConfig(dir: string, config: EngineConfig): Promise<string> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  await mkdir(config.backupsDir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'config.xml');
  await writeFile(`${path}.new`, renderConfig(config), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return path;
}
