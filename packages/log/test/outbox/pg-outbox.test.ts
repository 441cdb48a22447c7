import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { withContext } from '../../src/context/context.js';
import { entryType } from '../../src/entry/entry-type.js';
import { field as f } from '../../src/entry/field.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { OutboxNotKeptError, type OutboxPool, type PgOutbox, pgOutbox } from '../../src/outbox/index.js';
import { authzAdmin } from '../../src/security/index.js';
import { file } from '../../src/sinks/file/file.js';
import { heartwood } from '../../src/sinks/heartwood/heartwood.js';
import { memory } from '../../src/sinks/memory.js';
import type { Sink } from '../../src/sinks/sink.js';
import { POSTGRES, type RunningPostgres, startPostgres } from '../programs/postgres.js';
import { programMissing } from '../programs/program.js';

const invoiceApproved = entryType('invoice.approved', {
  level: 'info',
  stream: 'audit',
  message: 'Invoice {invoice} approved',
  fields: { invoice: f.object('invoice') },
});

describe.skipIf(programMissing(POSTGRES, 'postgresql'))('the outbox on a real PostgreSQL (L12)', () => {
  let postgres: RunningPostgres;
  let pool: Pool;
  let outbox: PgOutbox;
  /** What `persist` of the logger's destination answers. */
  let durable: boolean;
  const captured = memory();
  const sink: Sink = { ...captured, write: captured.write, persist: async () => durable, stats: captured.stats };
  const log = createLogger({ service: 'bank', env: {}, handleExit: false, sinks: [sink] });
  const waiting = async () => Number((await pool.query('SELECT count(*) FROM "audit_outbox"')).rows[0].count);

  const quiet = { service: 'bank', env: {}, handleExit: false } as const;

  /** So many committed entries, made by the database out of one. */
  async function fill(entries: number): Promise<void> {
    await outbox.emit(pool, invoiceApproved, { invoice: 'inv_0' });
    await pool.query(
      `WITH one AS (DELETE FROM audit_outbox RETURNING line, level, audited)
       INSERT INTO audit_outbox (line, level, audited)
       SELECT replace(line, 'inv_0', 'inv_' || n), level, audited FROM one, generate_series(1, $1::int) AS n`,
      [entries],
    );
  }

  /** A business transaction: the row and its entry. */
  async function approve(invoice: string, end: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO approved VALUES ($1)', [invoice]);
    await outbox.audit(
      client,
      invoiceApproved,
      { invoice },
      { before: { status: 'open' }, after: { status: 'approved' } },
    );
    await client.query(end);
    client.release();
  }

  beforeAll(async () => {
    postgres = await startPostgres();
    pool = new Pool({ connectionString: postgres.url, max: 6 });
    pool.on('error', () => {});
    outbox = pgOutbox({ log, table: 'audit_outbox' });
    await outbox.createTable(pool);
    await outbox.createTable(pool);
    await pool.query('CREATE TABLE approved (invoice text)');
  }, 120_000);
  beforeEach(() => {
    durable = true;
  });
  afterEach(async () => {
    captured.clear();
    await pool.query('TRUNCATE audit_outbox, approved');
  });
  afterAll(async () => {
    await pool?.end();
    await postgres?.stop();
  }, 60_000);

  it('has the entry when the row commits, and neither otherwise', async () => {
    await withContext({ user_id: 'u_7', request_id: 'r_1' }, async () => {
      await approve('inv_1', 'COMMIT');
      await approve('inv_2', 'ROLLBACK');
    });
    expect(captured.entries).toEqual([]);
    expect(await outbox.relay(pool).drain()).toBe(1);
    expect(captured.entries).toHaveLength(1);
    expect(captured.entries[0]).toMatchObject({
      ...{ event: 'invoice.approved', stream: 'audit', user_id: 'u_7', request_id: 'r_1', object_id: 'inv_1' },
      audit: { actor: 'u_7', changed: ['/status'], after: { status: 'approved' } },
    });
    expect(captured.entries[0]).not.toHaveProperty('seq');
    expect((await pool.query('SELECT invoice FROM approved')).rows).toEqual([{ invoice: 'inv_1' }]);
    expect(await waiting()).toBe(0);
  });

  it('takes emit and security as well, in order, and leaves the sequence of the logger alone', async () => {
    log.info('before');
    await outbox.emit(pool, invoiceApproved, { invoice: 'inv_1' });
    await outbox.security(pool, authzAdmin, { operation: 'grant' });
    await outbox.audit(pool, { action: 'report.print' });
    await outbox.relay(pool).drain();
    log.info('after');
    expect(captured.entries.map(({ event }) => event)).toEqual([
      ...['log.message', 'invoice.approved', 'authz_admin', 'audit.action', 'log.message'],
    ]);
    const [before, after] = [captured.entries[0], captured.entries[4]];
    expect(after?.seq).toBe((before?.seq ?? 0) + 1);
  });

  it('keeps everything, and delivers it again under the same ids, while the destinations cannot keep it', async () => {
    await approve('inv_1', 'COMMIT');
    durable = false;
    const relay = outbox.relay(pool, { timeoutMs: 5 });
    await expect(relay.drain()).rejects.toThrow(OutboxNotKeptError);
    expect(await waiting()).toBe(1);
    durable = true;
    await relay.drain();
    expect(await waiting()).toBe(0);
    expect(captured.entries).toHaveLength(2);
    expect(captured.entries[1]?.id).toBe(captured.entries[0]?.id);
  });

  it('delivers again what a relay had delivered when it died before the rows were gone', async () => {
    await approve('inv_1', 'COMMIT');
    const dying: OutboxPool = {
      async connect() {
        const client = await pool.connect();
        const { pid } = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0];
        return {
          async query(text, values) {
            if (text.startsWith('DELETE')) {
              const gone = once(client, 'error');
              await pool.query('SELECT pg_terminate_backend($1)', [pid]);
              // The moment at which nobody waits for a query, and at which the loss alone would end the process.
              await gone;
            }
            return client.query(text, values);
          },
          release: (broken) => client.release(broken),
          on: (event, listener) => client.on(event, listener),
          off: (event, listener) => client.off(event, listener),
        };
      },
    };
    await expect(outbox.relay(dying).drain()).rejects.toThrow('terminating connection');
    expect(await outbox.relay(pool).drain()).toBe(1);
    expect(new Set(captured.entries.map(({ id }) => id)).size).toBe(1);
    expect(captured.entries).toHaveLength(2);
  });

  it('is drained by several relays at once, each entry by one of them', async () => {
    for (let n = 0; n < 60; n++) await outbox.emit(pool, invoiceApproved, { invoice: `inv_${n}` });
    const relays = [
      outbox.relay(pool, { batch: 7 }),
      outbox.relay(pool, { batch: 7 }),
      outbox.relay(pool, { batch: 7 }),
    ];
    await Promise.all(relays.map((relay) => relay.drain()));
    await outbox.relay(pool).drain();
    expect(captured.entries.map(({ object_id }) => object_id).sort()).toEqual(
      Array.from({ length: 60 }, (_, n) => `inv_${n}`).sort(),
    );
  });

  it('looks for entries by itself, survives a database that is away, and stops', async () => {
    const errors: unknown[] = [];
    let away = true;
    const flaky: OutboxPool = {
      connect: () => (away ? Promise.reject(new Error('away')) : pool.connect()),
    };
    const relay = outbox.relay(flaky, { pollMs: 10, onError: (error) => errors.push(error) });
    relay.start();
    relay.start();
    await approve('inv_1', 'COMMIT');
    await vi.waitUntil(() => errors.length > 0, { timeout: 30_000 });
    away = false;
    await vi.waitUntil(() => captured.entries.length === 1, { timeout: 30_000 });
    await approve('inv_2', 'COMMIT');
    await vi.waitUntil(() => captured.entries.length === 2, { timeout: 30_000 });
    await relay.stop();
    expect(relay.stats).toMatchObject({ delivered: 2, failures: errors.length });
    await approve('inv_3', 'COMMIT');
    expect(await waiting()).toBe(1);
  });

  it('stops after the round at hand, however much is left', async () => {
    await fill(3_000);
    const relay = outbox.relay(pool, { batch: 10, pollMs: 5 });
    relay.start();
    await vi.waitUntil(() => captured.entries.length > 0, { timeout: 30_000 });
    await relay.stop();
    expect(await waiting()).toBeGreaterThan(0);
    expect((await waiting()) + relay.stats.delivered).toBe(3_000);
  });

  it('tries few entries after a failure, and keeps what a destination has dropped or a closed logger cannot take', async () => {
    await fill(600);
    durable = false;
    const relay = outbox.relay(pool, { batch: 200 });
    for (let n = 0; n < 5; n++) await expect(relay.drain()).rejects.toThrow(OutboxNotKeptError);
    expect(captured.entries).toHaveLength(200 + 4);
    durable = true;
    captured.clear();
    expect(await relay.drain()).toBe(600);

    await fill(3);
    const full = createLogger({ ...quiet, sinks: [file({ path: '/dev/full' })] });
    const onFull = pgOutbox({ log: full, table: 'audit_outbox' }).relay(pool);
    await expect(onFull.drain()).rejects.toThrow(OutboxNotKeptError);
    await full.close();
    await expect(onFull.drain()).rejects.toThrow(OutboxNotKeptError);
    expect(await waiting()).toBe(3);
  });

  it('keeps entries that a full spool has no room for, not even in memory', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'heartwood-outbox-'));
    const full = createLogger({
      ...quiet,
      sinks: [heartwood({ url: 'http://127.0.0.1:9', spoolDir: dir, maxSpoolBytes: 20_000 })],
    });
    for (let n = 0; n < 600; n++) full.info('x'.repeat(30_000));
    expect(full.stats().sinks.heartwood?.dropped).toBeGreaterThan(0);
    await fill(3);
    await expect(pgOutbox({ log: full, table: 'audit_outbox' }).relay(pool, { timeoutMs: 50 }).drain()).rejects.toThrow(
      OutboxNotKeptError,
    );
    expect(await waiting()).toBe(3);
    await full.close({ timeoutMs: 1 });
    rmSync(dir, { recursive: true });
  });

  it('is drained by relays of several processes, also when they are killed between sending and marking', {
    timeout: 120_000,
  }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'heartwood-outbox-'));
    await fill(2_000);
    const program = new URL('relay-until-killed.mjs', import.meta.url);
    const run = async (n: number) => {
      const child = fork(program, [postgres.url, join(dir, `${n}.log`), String(n)], {
        env: { PATH: process.env.PATH },
      });
      const [code, signal] = await once(child, 'exit');
      return signal ?? code;
    };
    // The first two kill themselves right before the third DELETE; the others take over what those held.
    expect(await Promise.all([run(0), run(2)])).toEqual(['SIGKILL', 'SIGKILL']);
    expect(await Promise.all([run(1), run(3)])).toEqual([0, 0]);
    const relay = outbox.relay(pool);
    await vi.waitUntil(async () => (await relay.drain()) === 0 && (await waiting()) === 0, { timeout: 30_000 });
    // A relay that came when the others had taken everything has no file.
    const written = (path: string): string[] =>
      existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
    const ofFile = (n: number): string[] => written(join(dir, `${n}.log`)).map((line) => JSON.parse(line).object_id);
    const delivered = [0, 1, 2, 3].flatMap(ofFile).concat(captured.entries.map(({ object_id }) => String(object_id)));
    expect(new Set(delivered).size).toBe(2_000);
    expect(delivered.length).toBe(2_000 + 2 * 50);
    rmSync(dir, { recursive: true });
  });

  it('takes what has piled up: a hundred thousand entries', { timeout: 120_000 }, async () => {
    await fill(100_000);
    let written = 0;
    const sink: Sink = { ...captured, write: () => void written++, persist: async () => true };
    const own = pgOutbox({ log: createLogger({ ...quiet, sinks: [sink] }), table: 'audit_outbox' });
    const relays = [own.relay(pool, { batch: 1_000 }), own.relay(pool, { batch: 1_000 })];
    const counts = await Promise.all(relays.map((relay) => relay.drain()));
    await own.relay(pool).drain();
    expect(await waiting()).toBe(0);
    expect(written).toBe(100_000);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100_000);
  });

  it('goes on when the database is stopped at once in the middle, and starts again', { timeout: 120_000 }, async () => {
    await fill(5_000);
    const seen = new Set<unknown>();
    const sink: Sink = {
      ...captured,
      write: (line) => void seen.add(JSON.parse(line).object_id),
      persist: async () => true,
    };
    const own = pgOutbox({ log: createLogger({ ...quiet, sinks: [sink] }), table: 'audit_outbox' });
    const errors: unknown[] = [];
    const relay = own.relay(pool, { batch: 20, pollMs: 10, onError: (error) => errors.push(error) });
    relay.start();
    await vi.waitUntil(() => seen.size > 100, { timeout: 30_000 });
    await postgres.restart();
    await vi.waitUntil(() => seen.size === 5_000, { timeout: 60_000 });
    await relay.stop();
    expect(errors.length).toBeGreaterThan(0);
    expect(await own.relay(pool).drain()).toBeLessThanOrEqual(20);
    expect(await waiting()).toBe(0);
  });

  it('works as docs/logging/outbox.md says', async () => {
    const page = readFileSync(new URL('../../../../docs/logging/outbox.md', import.meta.url), 'utf8');
    const [, code = ''] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? [];
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url, LOG_FORMAT: 'json' },
    });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    const [status] = await once(child, 'close');
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(JSON.parse(output)).toMatchObject({ object_id: 'inv_42', audit: { changed: ['/status'] } });
  });

  it('refuses a table it would have to quote, and a logger it does not know', () => {
    expect(() => pgOutbox({ log, table: 'a"; DROP TABLE b' })).toThrow('is no plain name of a table');
    expect(() => pgOutbox({ log: { ...log } })).toThrow('made by createLogger');
    expect(pgOutbox({ log, table: 'audit.outbox' }).createTableSql).toContain('"audit"."outbox"');
  });
});
