import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@heartwood/engine';
import { type LogRecord, STREAMS } from '../src/record/index.js';
import { migrate } from '../src/store/index.js';
import { encodeRow } from '../src/store/row/encode-row.js';
import { tableOf } from '../src/store/schema/columns.js';

/** A real embedded engine with the real schema, in a folder of its own. */
export interface EntryStore {
  readonly engine: Engine;
  insert(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

export async function openEntryStore(): Promise<EntryStore> {
  const dir = await mkdtemp(join(tmpdir(), 'heartwood-query-'));
  const engine = await createEngine({ embedded: { dir } });
  await migrate(engine);
  let batches = 0;
  return {
    engine,
    async insert(records) {
      for (const stream of STREAMS) {
        const group = records.filter((record) => record.stream === stream);
        if (group.length === 0) continue;
        const body = Buffer.from(group.map(encodeRow).join('\n'));
        await engine.insert({
          table: tableOf(stream),
          format: 'JSONEachRow',
          body,
          deduplicationToken: `batch-${batches++}`,
        });
      }
    },
    async close() {
      await engine.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A record with everything that must be there; the rest as given. */
export function record(number: number, rest: Partial<LogRecord> = {}): LogRecord {
  return {
    id: `0193a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
    timestamp: new Date(Date.UTC(2026, 10, 21, 8) + number * 1_000).toISOString(),
    received_at: '2026-11-21T09:00:00.000Z',
    level: 'INFO',
    message: `entry ${number}`,
    stream: 'app',
    retention: 'application',
    service: 'shop',
    fields: {},
    ...rest,
  };
}
