import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../test/temporary-dir.js';
import { createEngine } from './create-engine.js';
import { writeConfig } from './embedded/config-file.js';
import { HostProcess } from './embedded/host-process.js';
import type { Engine } from './engine.js';
import { EngineUnavailableError } from './errors.js';
import { READER_LIMITS, WRITER_LIMITS } from './limits.js';

const MiB = 1024 * 1024;

describe('remote engine: a host on a TCP port, used by its URL', () => {
  let dir: string;
  let host: HostProcess;
  let url: string;
  let engine: Engine;

  beforeAll(async () => {
    dir = await temporaryDir();
    const dataDir = join(dir, 'clickhouse');
    const configFile = await writeConfig(dir, { dataDir, backupsDir: join(dir, 'backups'), memoryBytes: 512 * MiB });
    host = new HostProcess({
      dataDir,
      configFile,
      listen: { host: '127.0.0.1', port: 0 },
      readers: 2,
      readerLimits: READER_LIMITS,
      writerLimits: WRITER_LIMITS,
      maxBodyBytes: MiB,
      credentials: { user: 'heartwood', password: 'pass:word' },
    });
    const { port } = await host.ready(60_000);
    url = `http://127.0.0.1:${port}`;
    engine = await createEngine({ url, user: 'heartwood', password: 'pass:word' });
  });
  afterAll(async () => {
    await engine.close();
    await host.stop(10_000);
    await rm(dir, { recursive: true, force: true });
  });

  it('is ready once it answered, and has no process of its own', () => {
    expect(engine.state).toBe('ready');
    expect(engine.pid).toBeUndefined();
  });

  it('inserts and reads like the embedded one, compressed both ways', async () => {
    await engine.writer.command({
      query: 'CREATE TABLE IF NOT EXISTS entries (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
    });
    const lines = Array.from({ length: 20_000 }, (_, id) => JSON.stringify({ id, text: `row ${id}` }));
    const body = Buffer.from(`${lines.join('\n')}\n`);
    for (let again = 0; again < 2; again += 1) {
      await engine.insert({ table: 'entries', format: 'JSONEachRow', body, deduplicationToken: 'one' });
    }
    const result = await engine.reader.query({
      query: 'SELECT id, text FROM entries WHERE text != {not:String} ORDER BY id',
      query_params: { not: "it's" },
      format: 'JSONEachRow',
    });
    const rows = await result.json<{ id: number; text: string }>();
    expect(rows.length).toBe(20_000);
    expect(rows.at(-1)).toEqual({ id: 19_999, text: 'row 19999' });
  });

  it('reports an error in the middle of a compressed stream', async () => {
    const result = await engine.reader.query({
      query: 'SELECT throwIf(number = 800000) AS x, number FROM numbers(900000)',
      format: 'JSONEachRow',
    });
    const read = async (): Promise<number> => {
      let count = 0;
      for await (const rows of result.stream()) count += rows.length;
      return count;
    };
    await expect(read()).rejects.toThrow(/throwIf/);
  });

  it('gives a sign of life, and none when it is gone', async () => {
    const sockets = new Set<Socket>();
    const road = createServer((socket) => {
      const there = connect(Number(new URL(url).port), '127.0.0.1');
      for (const end of [socket, there]) sockets.add(end.on('error', () => {}));
      socket.pipe(there).pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(road, 'listening');
    const { port } = road.address() as AddressInfo;
    const distant = await createEngine({ url: `http://127.0.0.1:${port}`, user: 'heartwood', password: 'pass:word' });
    await distant.ping();
    const closed = once(road, 'close');
    road.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    await expect(distant.ping()).rejects.toThrow(EngineUnavailableError);
    expect(distant.state).toBe('ready');
    await distant.close();
  });

  it('refuses a wrong password', async () => {
    const refused = createEngine({ url, user: 'heartwood', password: 'wrong' });
    await expect(refused).rejects.toThrow(EngineUnavailableError);
    await expect(refused).rejects.toThrow(/Authentication failed/);
  });

  it('says which server did not answer', async () => {
    await expect(createEngine({ url: 'http://127.0.0.1:1' })).rejects.toThrow(/http:\/\/127\.0\.0\.1:1 did not answer/);
  });

  describe('requests without a client', () => {
    const headers = { 'X-ClickHouse-User': 'heartwood', 'X-ClickHouse-Key': 'pass:word' };
    const cases: [string, number, RegExp, RequestInit?][] = [
      ['/ping', 200, /^Ok\.\n$/],
      ['/?query=SELECT%201', 200, /^1\n$/],
      ['/?query=SELECT%20%7Bx%3AString%7D&param_x=a%5Ctb', 200, /^a\\tb\n$/],
      ['/?query=SELECT%201&default_format=JSONCompactEachRow', 200, /^\[1\]\n$/],
      ['/?query=CREATE%20TABLE%20t%20(x%20Int8)%20ENGINE=Memory', 500, /READONLY/],
      ['/', 400, /Empty query/],
      ['/', 200, /^3\n$/, { method: 'POST', body: 'SELECT 1 + 2' }],
      ['/?query=SELECT', 200, /^4\n$/, { method: 'POST', body: '4' }],
      ['/', 404, /Code: 60\..*UNKNOWN_TABLE/s, { method: 'POST', body: 'SELECT * FROM nowhere' }],
      ['/?session_id=x', 501, /no HTTP sessions/, { method: 'POST', body: 'SELECT 1' }],
      ['/nowhere', 404, /no handle/],
      ['/', 405, /not supported/, { method: 'PUT', body: 'SELECT 1' }],
      ['/', 413, /exceeds/, { method: 'POST', body: `SELECT '${'x'.repeat(2 * MiB)}'` }],
      [
        '/',
        400,
        /not valid gzip/,
        { method: 'POST', body: 'SELECT 1', headers: { ...headers, 'Content-Encoding': 'gzip' } },
      ],
      ['/', 501, /takes gzip/, { method: 'POST', body: 'SELECT 1', headers: { ...headers, 'Content-Encoding': 'br' } }],
      ['/?query=INSERT%20INTO%20entries%20FORMAT%20Parquet', 501, /takes inserts as/, { method: 'POST', body: 'PAR1' }],
    ];
    for (const [path, status, text, init] of cases) {
      it(`${init?.method ?? 'GET'} ${path} → ${status} ${text}`, async () => {
        const response = await fetch(`${url}${path}`, { headers, ...init });
        expect(await response.text()).toMatch(text);
        expect(response.status).toBe(status);
      });
    }

    it('answers with the headers of ClickHouse', async () => {
      const response = await fetch(`${url}/?query_id=mine&default_format=JSON`, {
        method: 'POST',
        headers,
        body: 'SELECT 1',
      });
      expect(response.headers.get('x-clickhouse-query-id')).toBe('mine');
      expect(response.headers.get('x-clickhouse-format')).toBe('JSON');
      expect(response.headers.get('x-clickhouse-timezone')).toBe('UTC');
      expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '1' });
    });
  });
});
