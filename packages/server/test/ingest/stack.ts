import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@heartwood/engine';
import { openSpool, type Spool, type SpoolOptions } from '@heartwood/spool';
import Fastify from 'fastify';
import { createIngest, type IngestOptions } from '../../src/pipeline/index.js';
import { lokiPushRoutes } from '../../src/protocols/loki/index.js';
import { nativeIngestRoutes } from '../../src/protocols/native/index.js';
import type { LogRecord } from '../../src/record/index.js';
import {
  type Drain,
  type DrainEvent,
  type IdempotencyKeys,
  migrate,
  openIdempotencyKeys,
  startDrain,
  unconsumedKeys,
} from '../../src/store/index.js';

export const temporaryDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'heartwood-ingest-'));

export interface Stack {
  readonly url: string;
  readonly spool: Spool;
  readonly keys: IdempotencyKeys;
  readonly drain: Drain;
  readonly events: DrainEvent[];
  readonly scrubbed: Record<string, number>;
  readonly published: LogRecord[];
  /** Rows of every stream's table that fit, after the drain has caught up. */
  rows(where?: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A real engine with the schema, in a directory of its own. */
export async function startEngine(dir: string): Promise<Engine> {
  const engine = await createEngine({ embedded: { dir: join(dir, 'engine') } });
  await migrate(engine);
  return engine;
}

/** Everything from the socket to the engine, real, on a free loopback port. Keys go by the header `x-key`. */
export async function startStack(
  dir: string,
  engine: Pick<Engine, 'insert' | 'reader'>,
  options: { ingest?: Partial<IngestOptions>; spool?: Partial<SpoolOptions>; discover?: boolean } = {},
): Promise<Stack> {
  const spool = await openSpool({ dir: join(dir, 'spool'), ...options.spool });
  const keys = await openIdempotencyKeys({ dir: join(dir, 'store'), unconsumed: unconsumedKeys(spool) });
  const events: DrainEvent[] = [];
  const drain = await startDrain({
    spool,
    engine,
    keys,
    dir: join(dir, 'store'),
    onEvent: (event) => events.push(event),
  });
  const published: LogRecord[] = [];
  const scrubbed: Record<string, number> = {};
  const ingest = createIngest({
    spool,
    keys,
    onAccepted: (records) => published.push(...records),
    onScrubbed: (rule, values) => {
      scrubbed[rule] = (scrubbed[rule] ?? 0) + values;
    },
    ...options.ingest,
  });
  const app = Fastify();
  const routes = {
    ingest,
    authenticate: async () => {},
    source: (request: { headers: Record<string, unknown> }) => ({ keyId: String(request.headers['x-key'] ?? 'k1') }),
    ...(options.ingest?.limits === undefined ? {} : { limits: options.ingest.limits }),
  };
  await app.register(nativeIngestRoutes, routes);
  await app.register(lokiPushRoutes, {
    ...routes,
    ...(options.discover === undefined ? {} : { discover: options.discover }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    spool,
    keys,
    drain,
    events,
    scrubbed,
    published,
    async rows(where = '1') {
      await drain.drained();
      const tables = ['app', 'audit', 'security', 'access'].map(
        (name) => `SELECT * FROM entries_${name} WHERE ${where}`,
      );
      const answer = await engine.reader.query({
        query: `SELECT * FROM (${tables.join(' UNION ALL ')}) ORDER BY timestamp, id`,
        format: 'JSONEachRow',
      });
      return answer.json();
    },
    async close() {
      await app.close();
      await drain.close();
      await keys.close();
      await spool.close();
    },
  };
}

export const removeDirectory = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });
