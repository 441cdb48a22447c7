import { createPool, type Pool } from 'mysql2';
import { createPool as createPromisePool, type Pool as PromisePool } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withContext } from '../../src/context/context.js';
import { createLogger } from '../../src/logger/create-logger.js';
import {
  connectionFailed,
  logPool,
  type ObservedPool,
  queryDone,
  queryFailed,
  querySlow,
} from '../../src/mysql/index.js';
import { memory } from '../../src/sinks/memory.js';
import { MARIADB, startMariadb } from '../programs/mariadb.js';
import { programMissing, type RunningProgram } from '../programs/program.js';

/** All queries, and none of them slow, whatever else the machine does. */
const EVERY = { all: true, slowMs: 60_000 } as const;

const captured = memory();
const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });

describe.skipIf(programMissing(MARIADB, 'mariadb-server'))('mysql2 on a real MariaDB (L16)', () => {
  let mariadb: RunningProgram;
  let pool: PromisePool | undefined;
  let observed: ObservedPool | undefined;

  beforeAll(async () => {
    mariadb = await startMariadb();
  }, 120_000);
  afterAll(() => mariadb?.stop(), 60_000);
  afterEach(async () => {
    observed?.stop();
    await pool?.end();
    pool = undefined;
    captured.clear();
  });

  const open = (options: Partial<Parameters<typeof logPool>[1]> = {}, connectionLimit = 2): PromisePool => {
    const opened = createPromisePool({ uri: mariadb.url, connectionLimit });
    observed = logPool(opened, { log, ...options });
    pool = opened;
    return opened;
  };

  it('writes slow queries by their shape, with rows, pool and context, and never their values', async () => {
    const pool = open({ slowMs: 30 });
    await withContext({ request_id: 'r_1' }, async () => {
      await pool.query('select sleep(0.05), ?, "canary" where 1 in (1, 2, 3)', ['canary']);
      await pool.execute('select sleep(0.05), ?', ['canary']);
    });
    expect(captured.ofType(querySlow)).toMatchObject([
      {
        message: 'Slow select on mysql',
        query: 'select sleep(?), ?, ? where ? in (?, …)',
        rows: 1,
        threshold_ms: 30,
        waited_ms: expect.any(Number),
        pool: { total: 1, waiting: 0 },
        request_id: 'r_1',
      },
      { query: 'select sleep(?), ?', request_id: 'r_1' },
    ]);
    expect(captured.lines.join()).not.toContain('canary');
  });

  it('writes failures, and the caller gets them all the same', async () => {
    const pool = open();
    await expect(pool.query('select * from missing_table')).rejects.toThrow('missing_table');
    await expect(pool.execute('selec 1')).rejects.toThrow('syntax');
    expect(captured.ofType(queryFailed)).toMatchObject([
      { reason: 'ER_NO_SUCH_TABLE', operation: 'select', error: { code: 'ER_NO_SUCH_TABLE' } },
      { reason: 'ER_PARSE_ERROR' },
    ]);
  });

  it('keeps each caller in its own context when they wait for the same connection', async () => {
    const pool = open({ ...EVERY }, 1);
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      ids.map((request_id) =>
        withContext({ request_id }, async () => {
          await pool.query(`select 1 as ${request_id}`);
          log.info(`after ${request_id}`);
        }),
      ),
    );
    expect(captured.ofType(queryDone).map((entry) => [entry.query, entry.request_id])).toEqual(
      ids.map((id) => [`select ? as ${id}`, id]),
    );
    for (const id of ids)
      expect(captured.entries.find((entry) => entry.message === `after ${id}`)?.request_id).toBe(id);
  });

  it('works with callbacks, streams and connections taken by hand', async () => {
    const core: Pool = createPool({ uri: mariadb.url });
    const seen = logPool(core, { log, ...EVERY });
    const rows = await new Promise((resolve) => core.query('select 7 as n', (_err, result) => resolve(result)));
    expect(rows).toEqual([{ n: 7 }]);
    const streamed: unknown[] = [];
    for await (const row of core.query('select 8 as n').stream()) streamed.push(row);
    expect(streamed).toEqual([{ n: 8 }]);
    await new Promise<void>((resolve, reject) =>
      core.getConnection((err, connection) => {
        if (err) return reject(err);
        connection.query('create temporary table t (a int)', () =>
          connection.query('insert into t values (1), (2)', () => {
            connection.release();
            resolve();
          }),
        );
      }),
    );
    expect(captured.ofType(queryDone).map((entry) => [entry.operation, entry.rows])).toEqual([
      ['select', 1],
      ['select', undefined],
      ['create', 0],
      ['insert', 2],
    ]);
    seen.stop();
    await new Promise((resolve) => core.end(resolve));
  });

  it('writes connections that cannot be had', async () => {
    pool = createPromisePool('mysql://root@127.0.0.1:1/x');
    observed = logPool(pool, { log });
    await expect(pool.query('select 1')).rejects.toThrow();
    expect(captured.ofType(connectionFailed)).toMatchObject([{ reason: 'ECONNREFUSED', system: 'mysql' }]);
  });
});
