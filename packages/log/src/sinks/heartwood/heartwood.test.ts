import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IngestServer } from '../../../test/ingest-server.js';
import { entryType } from '../../entry/entry-type.js';
import { createLogger } from '../../logger/create-logger.js';
import type { Logger } from '../../logger/logger.js';
import { heartwood } from './heartwood.js';

let dir: string;
let server: IngestServer;
let url: string;
let told: string[];
const loggers: Logger[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-sink-'));
  server = new IngestServer();
  url = await server.listen();
  told = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text));
    return true;
  });
});

afterEach(async () => {
  for (const log of loggers.splice(0)) await log.close({ timeoutMs: 0 });
  await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function shipTo(target: string): Logger {
  const sinks = [heartwood({ url: target, key: 'hw_key', spoolDir: dir })];
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks });
  loggers.push(log);
  return log;
}

/** The machine may be busy with other tests. */
const PATIENT = { timeout: 30_000 };

const numbers = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => `n${from + index}`);
const statsOf = (log: Logger) => log.stats().sinks.heartwood;

describe('heartwood', () => {
  it('ships every line in order, compressed, in batches, with the key', async () => {
    const log = shipTo(url);
    const messages = numbers(12_000);
    for (const message of messages) log.info(message);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(messages);
    expect(server.requests.length).toBeLessThan(30);
    expect(server.requests[0]?.authorization).toBe('Bearer hw_key');
    expect(statsOf(log)).toEqual({ written: 12_000, dropped: 0, shipped: 12_000, rejected: 0, retries: 0, waiting: 0 });
  });

  it.each([
    ['500', (response: ServerResponse) => response.writeHead(500).end('broken')],
    ['429', (response: ServerResponse) => response.writeHead(429, { 'retry-after': '0' }).end()],
    ['401', (response: ServerResponse) => response.writeHead(401).end()],
    ['a dropped connection', (response: ServerResponse) => response.destroy()],
  ])('repeats the same batch under the same key after %s', async (_, refuse) => {
    let failures = 2;
    server.answer = (batch, response) => {
      if (failures-- > 0) refuse(response);
      else server.accept(batch, response);
    };
    const log = shipTo(url);
    for (const message of numbers(10)) log.info(message);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(numbers(10));
    expect(server.requests).toHaveLength(3);
    expect(new Set(server.requests.map((request) => request.key)).size).toBe(1);
    expect(new Set(server.requests.map((request) => request.lines.join())).size).toBe(1);
    expect(statsOf(log)).toMatchObject({ shipped: 10, retries: 2 });
    expect(told.join('')).toMatch(/does not take log entries, they are kept/);
  });

  it('loses and doubles nothing when the answer is lost', async () => {
    server.answer = (batch, response) => {
      if (server.requests.length > 1) return server.accept(batch, response);
      // Stored, and then the connection breaks before the answer is out.
      server.store(batch);
      response.destroy();
    };
    const log = shipTo(url);
    log.info('once');
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.requests).toHaveLength(2);
    expect(server.messages).toEqual(['once']);
  });

  it('sends the range that was in flight again under the same key after a restart', async () => {
    server.answer = (_batch, response) => void response.writeHead(503).end();
    const first = shipTo(url);
    for (const message of numbers(5)) first.info(message);
    await vi.waitUntil(() => server.requests.length > 0, PATIENT);
    await first.close({ timeoutMs: 0 });
    const inFlight = server.requests[0];

    server.answer = (batch, response) => server.accept(batch, response);
    const second = shipTo(url);
    for (const message of numbers(5, 5)) second.info(message);
    expect(await second.flush({ timeoutMs: 30_000 })).toBe(true);
    const again = server.requests.find((request) => request !== inFlight && request.key === inFlight?.key);
    expect(again?.lines).toEqual(inFlight?.lines);
    expect(server.messages).toEqual(numbers(10));
  });

  it('finds the line that spoils a batch, gives up only that one, and counts it', async () => {
    server.answer = (batch, response) => {
      if (batch.lines.some((line) => line.includes('poison'))) response.writeHead(400).end('bad batch');
      else server.accept(batch, response);
    };
    const log = shipTo(url);
    const messages = [...numbers(37), 'poison', ...numbers(62, 37)];
    for (const message of messages) log.info(message);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(numbers(99));
    expect(statsOf(log)).toMatchObject({ shipped: 99, rejected: 1, waiting: 0 });
  });

  it('counts and tells the lines the server rejected', async () => {
    server.answer = (batch, response) => {
      server.stored.push(...batch.lines.slice(1));
      response.end(JSON.stringify({ accepted: batch.lines.length - 1, rejected: [{ line: 1, error: 'too long' }] }));
    };
    const log = shipTo(url);
    for (const message of numbers(4)) log.info(message);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(statsOf(log)).toMatchObject({ shipped: 3, rejected: 1 });
    expect(told.join('')).toContain('rejected log entries: too long');
  });

  it('keeps everything while nobody listens, and never holds up the caller', async () => {
    await server.close();
    const log = shipTo(url);
    for (const message of numbers(1_000)) log.info(message);
    expect(await log.flush({ timeoutMs: 100 })).toBe(false);
    await vi.waitUntil(() => (statsOf(log)?.retries ?? 0) > 0, PATIENT);
    expect(statsOf(log)).toMatchObject({ written: 1_000, shipped: 0, waiting: 1_000 });
    server = new IngestServer();
    await server.listen(Number(new URL(url).port));
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(numbers(1_000));
  });

  it('gives up waiting for a slow server when closed, and leaves the batch to the next process', async () => {
    server.answer = () => {};
    const first = shipTo(url);
    first.info('slow');
    await vi.waitUntil(() => server.requests.length > 0, PATIENT);
    await first.close({ timeoutMs: 10 });
    server.answer = (batch, response) => server.accept(batch, response);
    const second = shipTo(url);
    second.info('next');
    expect(await second.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(['slow', 'next']);
  });

  it('gives two loggers on one directory a spool each', async () => {
    const logs = [shipTo(url), shipTo(url)];
    for (const [index, log] of logs.entries()) log.info(`from ${index}`);
    for (const log of logs) expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages.sort()).toEqual(['from 0', 'from 1']);
    expect(readdirSync(dir).sort()).toEqual(['0', '1']);
  });

  it('has an entry in the spool when the call returns; with `tick` only those that must not be missed', async () => {
    const seen = entryType('record.seen', { level: 'info', stream: 'audit', message: 'Seen', fields: {} });
    const [each, tick] = (['call', 'tick'] as const).map((durable) => {
      const sinks = [heartwood({ url, spoolDir: join(dir, durable), durable })];
      const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks });
      loggers.push(log);
      return log;
    });
    if (each === undefined || tick === undefined) throw new Error('two loggers were made');
    for (const log of [each, tick]) {
      log.info('first');
      expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
      log.info('second');
    }
    expect([statsOf(each)?.written, statsOf(tick)?.written]).toEqual([2, 1]);
    tick.emit(seen, {});
    expect(statsOf(tick)?.written).toBe(3);
    tick.info('fourth');
    expect(statsOf(tick)?.written).toBe(3);
    tick.error('fifth');
    expect(statsOf(tick)?.written).toBe(5);
  });

  it('goes on in another spool when its own was taken away', { timeout: 60_000 }, async () => {
    const log = shipTo(url);
    log.info('before');
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    // As another machine does that has had no sign of life for 30 s.
    const owner = { pid: 1, hostname: 'elsewhere', nonce: 'n', bootId: 'b', pidNamespace: 'p', startedAt: '1' };
    writeFileSync(join(dir, '0', 'spool', 'lock'), `${JSON.stringify(owner)}\n`);
    let sent = 0;
    await vi.waitUntil(
      () => {
        log.info(`n${sent++}`);
        return existsSync(join(dir, '1', 'spool'));
      },
      { timeout: 30_000, interval: 50 },
    );
    log.info('after');
    await vi.waitUntil(() => server.messages.includes('after'), PATIENT);
    expect(told.join('')).toContain('the lock file was taken away');
    expect(new Set(server.messages).size).toBe(server.messages.length);
    // What was on its way is in the spool of the one who took it.
    const spool = join(dir, '0', 'spool');
    const taken = readdirSync(spool)
      .map((name) => readFileSync(join(spool, name), 'utf8'))
      .join('');
    const missing = numbers(sent).filter((message) => !server.messages.includes(message));
    expect(missing.filter((message) => !taken.includes(`"${message}"`))).toEqual([]);
    expect(statsOf(log)).toMatchObject({ dropped: 0, written: sent + 2 });
  });

  it('says so when the spool cannot be opened, and the caller goes on', async () => {
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'a file where the folder should be');
    const log = shipTo(url);
    log.info('x');
    expect(await log.flush({ timeoutMs: 200 })).toBe(false);
    await vi.waitUntil(() => told.join('').includes('the spool cannot be opened'), PATIENT);
    expect(statsOf(log)).toMatchObject({ written: 0, waiting: 1 });
    expect(existsSync(dir)).toBe(true);
  });
});
