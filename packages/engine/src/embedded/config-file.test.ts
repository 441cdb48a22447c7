import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDir } from '../../test/temporary-dir.js';
import { createEngine } from '../create-engine.js';
import { renderConfig } from './config-file.js';

it('escapes paths', () => {
  const config = renderConfig({ dataDir: '/a&b', backupsDir: '/c<d', memoryBytes: 300 });
  expect(config).toContain('<tmp_path>/a&#38;b/tmp/</tmp_path>');
  expect(config).toContain('<path>/c&#60;d/</path>');
});

it('is what the engine runs with: memory, durable inserts, a disk for backups', async () => {
  const root = await temporaryDir();
  const dir = join(root, "odd & 'name'");
  const engine = await createEngine({ embedded: { dir, memoryBytes: 500_000_000 } });
  const rows = async (query: string) => (await engine.reader.query({ query, format: 'JSONEachRow' })).json();
  expect(await rows("SELECT value FROM system.server_settings WHERE name = 'max_server_memory_usage'")).toEqual([
    { value: '500000000' },
  ]);
  expect(
    await rows(
      "SELECT name, value FROM system.merge_tree_settings WHERE name LIKE 'fsync_%' AND changed ORDER BY name",
    ),
  ).toEqual([
    { name: 'fsync_after_insert', value: '1' },
    { name: 'fsync_part_directory', value: '1' },
  ]);
  await engine.writer.command({ query: 'CREATE TABLE t (x Int8) ENGINE = MergeTree ORDER BY x' });
  await engine.writer.command({ query: "BACKUP TABLE t TO Disk('backups', 'first')" });
  expect(await readdir(join(dir, 'backups', 'first'))).toContain('.backup');
  expect((await stat(join(dir, 'config.xml'))).mode & 0o777).toBe(0o600);
  await engine.close();
  await rm(root, { recursive: true, force: true });
});
