import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../test/temporary-dir.js';
import { createEngine } from './create-engine.js';
import type { Engine } from './engine.js';
import { EngineLockedError, EngineUnavailableError, isEngineUnavailable } from './errors.js';

/** Takes long enough that it cannot end by itself during a test. */
const ENDLESS = 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))';

describe('embedded engine', () => {
  let dir: string;
  let engine: Engine;

  beforeAll(async () => {
    dir = await temporaryDir();
    engine = await createEngine({ embedded: { dir } });
  });
  afterAll(async () => {
    await engine.close();
    await rm(dir, { recursive: true, force: true });
  });

  const rows = async <T = unknown>(
    query: string,
    query_params?: Record<string, unknown>,
    settings = {},
  ): Promise<T[]> =>
    (
      await engine.reader.query({
        query,
        format: 'JSONEachRow',
        ...(query_params === undefined ? {} : { query_params }),
        clickhouse_settings: settings,
      })
    ).json<T>();
  const failure = (query: string, settings = {}): Promise<unknown> =>
    rows(query, undefined, settings).then(
      () => 'no error',
      (error) => ({ code: error.code, type: error.type }),
    );
  const running = async (marker: string): Promise<number> => {
    const [row] = await rows<{ n: number }>(
      "SELECT toUInt32(count()) AS n FROM system.processes WHERE position(query, {marker:String}) > 0 AND position(query, 'system.processes') = 0",
      { marker },
    );
    return row?.n ?? 0;
  };
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('answers a ping and serves its socket to its owner alone', async () => {
    expect(await engine.reader.ping()).toEqual({ success: true });
    expect((await stat(join(dir, 'engine.sock'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dir, 'clickhouse'))).mode & 0o777).toBe(0o700);
  });

  describe('parameters come through unchanged', () => {
    const values: [string, unknown][] = [
      ['String', "it's"],
      ['String', 'a\\b \\N \\\' "x" `y`'],
      ['String', 'tab\tnewline\nreturn\r'],
      ['String', ''],
      ['String', 'nul \0 inside'],
      ['String', 'ünïcödé 💥 \u202e'],
      ['String', "'; DROP TABLE x; --"],
      ['Array(String)', ["o'clock", '\\', '\t', 'é', '', '],[']],
      ['Array(UInt32)', [1, 2, 3]],
      ['Map(String, String)', { "k'": 'v\\' }],
      ['Nullable(String)', null],
      ['Int64', -5],
      ['Float64', 1.5],
      ['Bool', true],
    ];
    for (const [type, value] of values) {
      it(`${type} ${JSON.stringify(value)}`, async () => {
        expect(await rows(`SELECT {value:${type}} AS value`, { value })).toEqual([{ value }]);
      });
    }

    it('a parameter is not seen by the next query of the session', async () => {
      await Promise.all(
        Array.from({ length: 6 }, () => rows('SELECT {left_over:String} AS x', { left_over: 'secret' })),
      );
      expect(await failure('SELECT {left_over:String}')).toEqual({ code: '456', type: 'UNKNOWN_QUERY_PARAMETER' });
    });

    it('parameters of queries that run at the same time do not mix', async () => {
      const names = Array.from({ length: 60 }, (_, index) => `value ${index}`);
      const seen = await Promise.all(
        names.map((value) => rows<{ value: string }>('SELECT {value:String} AS value, sleep(0.01)', { value })),
      );
      expect(seen.map(([row]) => row?.value)).toEqual(names);
    });
  });

  describe('errors carry the code and the name ClickHouse gives them', () => {
    const cases: [string, string, string, Record<string, unknown>?][] = [
      ['SELECT FROM WHERE', '62', 'SYNTAX_ERROR'],
      ['SELEC 1', '62', 'SYNTAX_ERROR'],
      ['SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE'],
      ['SELECT nothing', '47', 'UNKNOWN_IDENTIFIER'],
      ['SELECT nofunction(1)', '46', 'UNKNOWN_FUNCTION'],
      ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
      ['SELECT 1', '115', 'UNKNOWN_SETTING', { no_such_setting: 1 }],
      ["SELECT 1 INTO OUTFILE '/tmp/never'", '48', 'NOT_IMPLEMENTED'],
      ['DROP TABLE nowhere', '164', 'READONLY'],
      ['SELECT groupArray(number) FROM numbers(100000000)', '241', 'MEMORY_LIMIT_EXCEEDED'],
      [ENDLESS, '159', 'TIMEOUT_EXCEEDED', { max_execution_time: 1 }],
      ['SELECT number FROM numbers(2000000)', '396', 'TOO_MANY_ROWS_OR_BYTES'],
      ['SELECT throwIf(number = 500000) FROM numbers(900000)', '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
    ];
    for (const [query, code, type, settings] of cases) {
      it(`${code} ${type}: ${query}`, async () => {
        expect(await failure(query, settings)).toEqual({ code, type });
      });
    }

    it('a limit can be lowered by a query, not raised', async () => {
      const limits = await rows<{ name: string; value: string }>(
        "SELECT name, value FROM system.settings WHERE name IN ('max_execution_time', 'max_memory_usage') ORDER BY name",
        undefined,
        { max_execution_time: 3, max_memory_usage: '99999999999' },
      );
      expect(limits.map(({ value }) => value)).toEqual(['3', String(256 * 1024 * 1024)]);
    });

    it('a setting of one query does not reach the next', async () => {
      for (let index = 0; index < 6; index += 1)
        await rows('SELECT 1', undefined, { max_threads: 1, max_execution_time: 5 });
      const [row] = await rows<{ value: string }>(
        "SELECT value FROM system.settings WHERE name = 'max_execution_time'",
      );
      expect(row?.value).toBe('30');
    });
  });

  it('streams a large result', async () => {
    const result = await engine.reader.query({
      query: 'SELECT number, toString(number) AS text FROM numbers(900000)',
      format: 'JSONEachRow',
    });
    let count = 0;
    let last: unknown;
    for await (const batch of result.stream<{ number: number; text: string }>()) {
      count += batch.length;
      last = batch.at(-1)?.json();
    }
    expect(count).toBe(900_000);
    expect(last).toEqual({ number: 899_999, text: '899999' });
  });

  it('answers formats with an envelope in one piece', async () => {
    const result = await engine.reader.query({ query: 'SELECT number FROM numbers(200000)', format: 'JSON' });
    const document = await result.json<{ number: number }>();
    expect(document.rows).toBe(200_000);
    expect(document.data.at(-1)).toEqual({ number: 199_999 });
  });

  describe('a query whose client goes away disappears from the engine', () => {
    it('while it computes', async () => {
      const gone = new AbortController();
      const query = engine.reader.query({
        query: `${ENDLESS} AND 'computing' != ''`,
        format: 'JSONEachRow',
        abort_signal: gone.signal,
      });
      const ended = query.then(
        () => 'answered',
        (error: Error) => error.message,
      );
      await until(async () => (await running("'computing'")) === 1);
      gone.abort();
      expect(await ended).toMatch(/abort/);
      await until(async () => (await running("'computing'")) === 0);
    });

    it('while it streams', async () => {
      const result = await engine.reader.query({
        query: "SELECT number, 'streaming' AS marker, repeat('x', 100) AS filler FROM numbers(900000)",
        format: 'JSONEachRow',
      });
      const stream = result.stream();
      await once(stream, 'readable');
      expect(await running("'streaming'")).toBe(1);
      result.close();
      await until(async () => (await running("'streaming'")) === 0);
    });

    it('while it waits for a session', async () => {
      const gone = new AbortController();
      const queries = Array.from({ length: 8 }, () =>
        engine.reader.query({ query: `${ENDLESS} AND 'waiting' != ''`, abort_signal: gone.signal }).catch(() => 'gone'),
      );
      setTimeout(() => gone.abort(), 300);
      expect(await Promise.all(queries)).toEqual(Array(8).fill('gone'));
      await until(async () => (await running("'waiting'")) === 0);
    });
  });

  it('runs 20 queries at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        rows<{ n: number }>('SELECT sum(number) + {index:UInt32} AS n FROM numbers(1000000)', { index }),
      ),
    );
    expect(results.map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, index) => 499_999_500_000 + index));
  });

  describe('inserts', () => {
    beforeAll(async () => {
      await engine.writer.command({
        query: 'CREATE TABLE bytes (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
      });
    });
    const insert = (body: Uint8Array | readonly Uint8Array[], deduplicationToken: string) =>
      engine.insert({ table: 'bytes', format: 'JSONEachRow', body, deduplicationToken });

    it('go on while slow reads run in every reader', async () => {
      const gone = new AbortController();
      const slow = Array.from({ length: 3 }, () =>
        engine.reader.query({ query: `${ENDLESS} AND 'slow' != ''`, abort_signal: gone.signal }).catch(() => 'gone'),
      );
      await insert([Buffer.from('{"id":1,"text":"a"}\n'), Buffer.from('{"id":2,"text":"b"}\n')], 'parts');
      gone.abort();
      await Promise.all(slow);
      expect(await rows('SELECT toUInt32(count()) AS n FROM bytes WHERE id < 3')).toEqual([{ n: 2 }]);
    });

    it('keep NUL and bytes that are not UTF-8', async () => {
      const raw = Buffer.concat([
        Buffer.from('{"id":10,"text":"x\\u0000y'),
        Buffer.from([0xff, 0xfe, 0x80]),
        Buffer.from('z"}\n'),
      ]);
      await insert(raw, 'raw');
      expect(await rows('SELECT hex(text) AS hex FROM bytes WHERE id = 10')).toEqual([{ hex: '780079FFFE807A' }]);
    });

    it('of text that looks like SQL stay text', async () => {
      const text = "'); DROP TABLE bytes; -- \\' {x:String} FORMAT Null";
      await insert(Buffer.from(`${JSON.stringify({ id: 20, text })}\n`), 'sql');
      expect(await rows('SELECT text FROM bytes WHERE id = 20')).toEqual([{ text }]);
    });

    it('of a row that does not parse are refused whole', async () => {
      const body = Buffer.from('{"id":30,"text":"good"}\n{"id":"not a number","text":"bad"}\n');
      const error = await insert(body, 'bad').then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(isEngineUnavailable(error)).toBe(false);
      expect(error).toMatchObject({ code: '27' });
      expect(await rows('SELECT id FROM bytes WHERE id = 30')).toEqual([]);
    });

    it('of JavaScript rows work by the client too', async () => {
      await engine.writer.insert({ table: 'bytes', format: 'JSONEachRow', values: [{ id: 40, text: 'by client' }] });
      expect(await rows('SELECT text FROM bytes WHERE id = 40')).toEqual([{ text: 'by client' }]);
    });

    it('need a table name and a token', async () => {
      await expect(
        engine.insert({ table: 'bytes; x', format: 'JSONEachRow', body: Buffer.from('{}'), deduplicationToken: 'x' }),
      ).rejects.toThrow(/Not a table name/);
      await expect(insert(Buffer.from('{}'), '')).rejects.toThrow(/token/);
    });
  });

  it('a second engine on the same directory is refused with the owner named', async () => {
    const error = await createEngine({ embedded: { dir } }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EngineLockedError);
    expect(error).toMatchObject({ ownerPid: engine.pid });
    expect(await engine.reader.ping()).toEqual({ success: true });
  });

  it('starts again after its process was killed, with its data and its clients', async () => {
    await engine.writer.command({
      query: 'CREATE TABLE IF NOT EXISTS kept (id UInt32) ENGINE = MergeTree ORDER BY id',
    });
    await engine.insert({
      table: 'kept',
      format: 'JSONEachRow',
      body: Buffer.from('{"id":7}\n'),
      deduplicationToken: 'kept',
    });
    const states: string[] = [];
    const unsubscribe = engine.on('state', (state) => states.push(state));
    const before = engine.pid;
    const restarting = new Promise<void>((resolve) => {
      const off = engine.on('state', () => {
        off();
        resolve();
      });
    });
    if (before !== undefined) process.kill(before, 'SIGKILL');
    await restarting;
    // Sent while the engine is down: waits for it.
    await engine.ping();
    expect(await rows('SELECT id FROM kept')).toEqual([{ id: 7 }]);
    expect(states).toEqual(['restarting', 'ready']);
    expect(engine.pid).not.toBe(before);
    unsubscribe();
  });
});

describe('embedded engine, its ends', () => {
  it('a directory whose path is too long for a socket works', async () => {
    const root = await temporaryDir();
    const dir = join(root, 'a'.repeat(60), 'b'.repeat(60));
    await mkdir(dir, { recursive: true });
    const engine = await createEngine({ embedded: { dir } });
    expect(await engine.reader.ping()).toEqual({ success: true });
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('after close requests fail with a typed error, the process is gone, and the directory opens again', async () => {
    const dir = await temporaryDir();
    const engine = await createEngine({ embedded: { dir } });
    const pid = engine.pid ?? 0;
    await Promise.all([engine.close(), engine.close()]);
    expect(engine.state).toBe('stopped');
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    await expect(engine.reader.query({ query: 'SELECT 1' })).rejects.toThrow(EngineUnavailableError);
    const again = await createEngine({ embedded: { dir } });
    expect(again.state).toBe('ready');
    await again.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('a request fails with a typed error when the engine is not back in time', async () => {
    const dir = await temporaryDir();
    const engine = await createEngine({ embedded: { dir }, waitMs: 1 });
    const restarting = new Promise<void>((resolve) => engine.on('state', () => resolve()));
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await restarting;
    await expect(engine.reader.query({ query: 'SELECT 1' })).rejects.toThrow(EngineUnavailableError);
    await engine.close();
    await rm(dir, { recursive: true, force: true });
  });
});
