import { watch } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryDir } from '../test/temporary-dir.js';
import { createEngine } from './create-engine.js';
import type { Engine } from './engine.js';
import { EngineUnavailableError } from './errors.js';

const ROWS = 50_000;
const PARTITIONS = 9;

function batch(name: number): Buffer {
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const day = String(1 + (row % PARTITIONS)).padStart(2, '0');
    return JSON.stringify({
      time: `2024-01-${day}T00:00:00.${String(row).padStart(9, '0')}Z`,
      batch: name,
      row,
      text: `row ${row}`,
    });
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}

describe('insert is exactly once under its token', { timeout: 120_000 }, () => {
  let dir: string;
  let engine: Engine;
  const rows = async (query: string): Promise<unknown[]> =>
    (await engine.reader.query({ query, format: 'JSONEachRow' })).json();
  const counts = () =>
    rows(
      'SELECT batch, toUInt32(count()) AS rows, toUInt32(uniqExact(row)) AS distinct FROM entries GROUP BY batch ORDER BY batch',
    );

  beforeEach(async () => {
    dir = await temporaryDir();
    engine = await createEngine({ embedded: { dir } });
    await engine.writer.command({
      query:
        'CREATE TABLE entries (time DateTime64(9), batch UInt32, row UInt32, text String) ENGINE = MergeTree PARTITION BY toDate(time) ORDER BY time',
    });
  });
  afterEach(async () => {
    await engine.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Sends a batch again and again, as the server's drain does, until it is answered. */
  async function deliver(name: number): Promise<void> {
    for (;;) {
      try {
        await engine.insert({
          table: 'entries',
          format: 'JSONEachRow',
          body: batch(name),
          deduplicationToken: `batch:${name}`,
        });
        return;
      } catch (error) {
        if (!(error instanceof EngineUnavailableError)) throw error;
      }
    }
  }

  async function historyDir(): Promise<string> {
    const [table] = await rows("SELECT data_paths[1] AS path FROM system.tables WHERE name = 'entries'");
    return join((table as { path: string }).path, 'deduplication_logs');
  }

  it('a batch sent twice is stored once, over several partitions', async () => {
    await deliver(0);
    await deliver(0);
    expect(await counts()).toEqual([{ batch: 0, rows: ROWS, distinct: ROWS }]);
  });

  it('a batch whose insert was killed at random moments, and just after the history was written, is stored once', async () => {
    const kill = (): void => {
      if (engine.pid === undefined) return;
      try {
        process.kill(engine.pid, 'SIGKILL');
      } catch (error) {
        // It has just been killed, and the end of its output is still on its way.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    };
    const rounds = 6;
    for (let round = 0; round < rounds; round += 1) {
      if (round % 2 === 0) {
        const timer = setTimeout(kill, Math.random() * 200);
        await deliver(round);
        clearTimeout(timer);
      } else {
        let seen = 0;
        const partition = Math.floor(Math.random() * PARTITIONS);
        const watcher = watch(await historyDir(), () => {
          if (seen === partition) kill();
          seen += 1;
        });
        await deliver(round);
        watcher.close();
      }
    }
    const whole = Array.from({ length: rounds }, (_, name) => ({ batch: name, rows: ROWS, distinct: ROWS }));
    expect(await counts()).toEqual(whole);
  });

  it('a block that is in the history but was never stored is stored when it is sent again', async () => {
    await deliver(0);
    const table = join(await historyDir(), '..');
    await engine.close();
    // What a kill between the line in the history and the rename of the part leaves behind.
    const part = (await readdir(table)).find((name) => name.startsWith('20240103_'));
    await rm(join(table, part ?? 'none'), { recursive: true });
    const touched = new Set<string | null>();
    const watcher = watch(join(table, 'deduplication_logs'), (_, name) => touched.add(name));

    engine = await createEngine({ embedded: { dir } });
    watcher.close();
    // ClickHouse does not start with any other file beside these, so a kill must never leave one.
    expect([...touched]).toEqual(['deduplication_log_1.txt']);
    expect(await counts()).not.toEqual([{ batch: 0, rows: ROWS, distinct: ROWS }]);
    await deliver(0);
    expect(await counts()).toEqual([{ batch: 0, rows: ROWS, distinct: ROWS }]);
  });
});
