import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WireServer } from '../../../test/wire-server.js';
import { createLogger } from '../../logger/create-logger.js';
import type { Logger } from '../../logger/logger.js';
import { type LokiOptions, loki } from './loki.js';

interface Push {
  streams: { stream: Record<string, string>; values: [string, string, Record<string, string>?][] }[];
}

let dir: string;
let server: WireServer;
let url: string;
let told: string[];
let log: Logger;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-loki-'));
  server = new WireServer((_request, response) => void response.writeHead(204).end());
  url = await server.listen();
  told = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text));
    return true;
  });
});
afterEach(async () => {
  await log.close({ timeoutMs: 0 });
  await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function logTo(options: LokiOptions, env: Record<string, string> = {}): Logger {
  const sinks = [loki({ url, spoolDir: dir, ...options })];
  log = createLogger({
    service: 'shop',
    environment: 'staging',
    env,
    handleExit: false,
    sinks,
    now: () => 1_700_000_000_123,
  });
  return log;
}
const pushOf = (index = 0): Push => JSON.parse(server.requests[index]?.body ?? '');
const flushed = () => log.flush({ timeoutMs: 30_000 });

describe('loki', () => {
  it('pushes as the API wants it: text times, text lines, flat metadata, one stream per set of labels', async () => {
    logTo({ tenant: 'acme', token: 'glc_x', fixedLabels: { cluster: 'eu-1' } });
    log.info('one', { user_id: 'u_7' });
    log.error('two');
    log.info('three');
    expect(await flushed()).toBe(true);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/loki/api/v1/push' });
    expect(request?.headers).toMatchObject({
      ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
      ...{ 'x-scope-orgid': 'acme', authorization: 'Bearer glc_x' },
    });
    const { streams } = pushOf();
    const labels = { service: 'shop', environment: 'staging', stream: 'app', cluster: 'eu-1' };
    expect(streams.map(({ stream }) => stream)).toEqual([
      { ...labels, level: 'INFO' },
      { ...labels, level: 'ERROR' },
    ]);
    const [first, third] = streams[0]?.values ?? [];
    expect(first?.[0]).toBe('1700000000123000001');
    expect(third?.[0]).toBe('1700000000123000003');
    expect(JSON.parse(first?.[1] ?? '')).toMatchObject({ message: 'one', user_id: 'u_7', seq: 1 });
    expect(first?.[2]).toMatchObject({ event: 'log.message', user_id: 'u_7' });
  });

  it('sends no metadata when it is told so, as a Loki before version 3 wants it', async () => {
    logTo({ metadata: [], labels: ['service', 'event'] });
    log.info('one');
    expect(await flushed()).toBe(true);
    expect(pushOf().streams).toMatchObject([{ stream: { service: 'shop', event: 'log.message' } }]);
    expect(pushOf().streams[0]?.values[0]).toHaveLength(2);
  });

  it('is configured by the environment, and never shows a password', async () => {
    server.answer = (_request, response) => void response.writeHead(500).end('no');
    const secret = new URL(`${url}/prefix`);
    secret.username = 'user';
    secret.password = 'open sesame';
    logTo({ url: 'http://127.0.0.1:9' }, { LOKI_URL: secret.href, LOKI_TENANT: 'env' });
    log.info('one');
    await vi.waitUntil(() => told.length > 0, { timeout: 30_000 });
    expect(server.requests[0]).toMatchObject({ path: '/prefix/loki/api/v1/push', headers: { 'x-scope-orgid': 'env' } });
    const authorization = server.requests[0]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(authorization, 'base64').toString()).toBe('user:open sesame');
    expect(told.join('')).toContain(`${url}/prefix/loki/api/v1/push does not take log entries`);
    expect(told.join('')).not.toMatch(/sesame/);
  });

  it.each([
    ['429 with Retry-After', 429, { 'retry-after': '0' }],
    ['503', 503, {}],
    ['401', 401, {}],
  ])('repeats the very same body after %s', async (_, status, headers) => {
    let failures = 2;
    server.answer = (_request, response) => void response.writeHead(failures-- > 0 ? status : 204, headers).end();
    logTo({});
    log.info('one');
    expect(await flushed()).toBe(true);
    expect(server.requests).toHaveLength(3);
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
    expect(log.stats().sinks.loki).toMatchObject({ shipped: 1, retries: 2, waiting: 0 });
  });

  it('finds the entry that is too old for Loki, and gives up only that one', async () => {
    server.answer = ({ body }, response) => {
      if (body.includes('ancient')) response.writeHead(400).end('entry too far behind');
      else response.writeHead(204).end();
    };
    logTo({});
    for (let n = 0; n < 20; n++) log.info(n === 13 ? 'ancient' : `n${n}`);
    expect(await flushed()).toBe(true);
    expect(log.stats().sinks.loki).toMatchObject({ shipped: 19, rejected: 1, waiting: 0 });
  });

  it('keeps entries when its address is none, and says so', async () => {
    logTo({ url: 'loki:3100' });
    log.info('one');
    expect(await log.flush({ timeoutMs: 300 })).toBe(false);
    await vi.waitUntil(() => told.join('').includes("'loki:3100' is no address of a Loki"), { timeout: 30_000 });
    await vi.waitUntil(() => log.stats().sinks.loki?.waiting === 1, { timeout: 30_000 });
  });
});
