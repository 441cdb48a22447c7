import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm/sql';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { withContext } from '../../src/context/context.js';
import { queryLogger, querySent } from '../../src/drizzle/index.js';
import { createLogger } from '../../src/logger/create-logger.js';
import {
  connectionFailed,
  logPool,
  type ObservedPool,
  poolState,
  queryDone,
  queryFailed,
  querySlow,
} from '../../src/pg/index.js';
import { memory } from '../../src/sinks/memory.js';
import { POSTGRES, startPostgres } from '../programs/postgres.js';
import { programMissing, type RunningProgram } from '../programs/program.js';

/** All queries, and none of them slow, whatever else the machine does. */
const EVERY = { all: true, slowMs: 60_000 } as const;

const captured = memory();
const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });

describe.skipIf(programMissing(POSTGRES, 'postgresql'))('pg on a real PostgreSQL (L16)', () => {
  let postgres: RunningProgram;
  let pool: Pool;
  let observed: ObservedPool | undefined;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 120_000);
  afterAll(() => postgres?.stop(), 60_000);
  afterEach(async () => {
    observed?.stop();
    await pool?.end();
    captured.clear();
  });

  const open = (options: Partial<Parameters<typeof logPool>[1]> = {}, max = 2): Pool => {
    pool = new Pool({ connectionString: postgres.url, max });
    observed = logPool(pool, { log, ...options });
    return pool;
  };

  it('writes slow queries by their shape, with rows, pool and context, and never their values', async () => {
    open({ slowMs: 30 });
    await withContext({ request_id: 'r_1' }, async () => {
      const slow = "select pg_sleep(0.05), $1::text, 'canary' where 1 in (1, 2, 3)";
      const result = await pool.query(slow, ['canary']);
      expect(result.rows).toHaveLength(1);
    });
    expect(captured.ofType(querySlow)).toMatchObject([
      {
        level: 'WARNING',
        message: 'Slow select on postgresql',
        query: 'select pg_sleep(?), ?::text, ? where ? in (?, …)',
        query_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        rows: 1,
        threshold_ms: 30,
        waited_ms: expect.any(Number),
        duration_ms: expect.any(Number),
        pool: { total: 1, waiting: 0 },
        request_id: 'r_1',
      },
    ]);
    expect(captured.lines.join()).not.toContain('canary');
  });

  it('writes nothing for quick queries unless asked to', async () => {
    open({ slowMs: 60_000 });
    await pool.query('select 1');
    expect(captured.entries).toEqual([]);
  });

  it('writes failures in every way to call it, and the caller gets them all the same', async () => {
    open();
    await expect(pool.query('select * from missing_table')).rejects.toThrow('missing_table');
    await expect(pool.query({ text: 'select 1/0', name: 'division' })).rejects.toThrow('division');
    const client = await pool.connect();
    const failure = await new Promise<Error>((resolve) => client.query('selec', (err) => resolve(err)));
    client.release();
    expect(failure.message).toContain('syntax');
    expect(captured.ofType(queryFailed)).toMatchObject([
      { reason: '42P01', operation: 'select', error: { code: '42P01' } },
      { reason: '22012', query: 'select ?/?', query_name: 'division' },
      { reason: '42601' },
    ]);
  });

  it('keeps each caller in its own context when they wait for the same connection', async () => {
    open({ ...EVERY }, 1);
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      ids.map((request_id) =>
        withContext({ request_id }, async () => {
          await pool.query(`select 1 as "${request_id}"`);
          log.info(`after ${request_id}`);
        }),
      ),
    );
    const written = captured.ofType(queryDone).map((entry) => [entry.query, entry.request_id]);
    expect(written).toEqual(ids.map((id) => [`select ? as "${id}"`, id]));
    for (const id of ids) {
      expect(captured.entries.find((entry) => entry.message === `after ${id}`)?.request_id).toBe(id);
    }
  });

  it('works with callbacks, transactions and clients taken by hand', async () => {
    open({ ...EVERY });
    const rows = await new Promise((resolve) => pool.query('select 7 as n', (_err, result) => resolve(result.rows)));
    expect(rows).toEqual([{ n: 7 }]);
    const client = await pool.connect();
    for (const statement of ['begin', 'create temporary table t (a int)', 'insert into t values (1), (2)', 'commit'])
      await client.query(statement);
    client.release();
    expect(captured.ofType(queryDone).map((entry) => [entry.operation, entry.rows])).toEqual([
      ['select', 1],
      ['begin', undefined],
      ['create', undefined],
      ['insert', 2],
      ['commit', undefined],
    ]);
  });

  it('writes the state of the pool at an interval, and connections that cannot be had', async () => {
    open({ poolStateMs: 20 });
    await pool.query('select 1');
    await vi.waitUntil(() => captured.ofType(poolState).some((entry) => entry.total === 1), { timeout: 30_000 });
    expect(observed?.state()).toEqual({ total: 1, idle: 1, waiting: 0 });
    const nowhere = new Pool({ connectionString: 'postgres://127.0.0.1:1/x' });
    const failing = logPool(nowhere, { log });
    await expect(nowhere.query('select 1')).rejects.toThrow();
    expect(captured.ofType(connectionFailed)).toMatchObject([{ reason: 'ECONNREFUSED', system: 'postgresql' }]);
    failing.stop();
    await nowhere.end();
  });

  it('Drizzle: statements by its logger, times by the pool', async () => {
    open({ ...EVERY });
    const db = drizzle({ client: pool, logger: queryLogger({ log, system: 'postgresql' }) });
    await db.execute(sql`select ${'canary'}::text as a`);
    expect(captured.ofType(querySent)).toMatchObject([{ level: 'DEBUG', query: 'select ?::text as a', parameters: 1 }]);
    expect(captured.ofType(queryDone)).toMatchObject([{ query: 'select ?::text as a', rows: 1 }]);
    expect(captured.lines.join()).not.toContain('canary');
  });
});
