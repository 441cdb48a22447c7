import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WireServer } from '../../../test/wire-server.js';
import { createLogger } from '../../logger/create-logger.js';
import type { Logger } from '../../logger/logger.js';
import { type ElasticsearchOptions, elasticsearch } from './elasticsearch.js';

interface Bulk {
  action: { create: { _index: string; _id: string } };
  document: Record<string, unknown>;
}

/** The part of Elasticsearch that matters here: an index with `create` by id. */
class Index {
  readonly documents = new Map<string, Record<string, unknown>>();
  /** Statuses for the next documents with such a message, one each time. */
  readonly failures = new Map<string, number[]>();

  bulk(body: string): { took: number; errors: boolean; items: object[] } {
    const items = bulksOf(body).map(({ action, document }) => {
      const { _id, _index } = action.create;
      const failure = this.failures.get(String(document.message))?.shift();
      const status = failure ?? (this.documents.has(_id) ? 409 : 201);
      if (status === 201) this.documents.set(_id, document);
      const error = { type: 'document_parsing_exception', reason: 'failed to parse field [n]' };
      return { create: { _index, _id, status, ...(status >= 300 && { error }) } };
    });
    return { took: 1, errors: items.some(({ create }) => create.status >= 300), items };
  }
}

function bulksOf(body: string): Bulk[] {
  expect(body.endsWith('\n')).toBe(true);
  const lines = body.slice(0, -1).split('\n');
  const bulks: Bulk[] = [];
  for (let n = 0; n < lines.length; n += 2) {
    bulks.push({ action: JSON.parse(lines[n] ?? ''), document: JSON.parse(lines[n + 1] ?? '') });
  }
  return bulks;
}

let dir: string;
let server: WireServer;
let index: Index;
let url: string;
let log: Logger;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-es-'));
  index = new Index();
  server = new WireServer(({ body }, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(index.bulk(body)));
  });
  url = await server.listen();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  await log.close({ timeoutMs: 0 });
  await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function logTo(options: ElasticsearchOptions, env: Record<string, string> = {}): Logger {
  const sinks = [elasticsearch({ url, spoolDir: dir, ...options })];
  const now = () => Date.UTC(2026, 2, 1, 12);
  log = createLogger({ service: 'Web Shop', environment: 'staging', env, handleExit: false, sinks, now });
  return log;
}
const flushed = () => log.flush({ timeoutMs: 30_000 });
const messages = () => [...index.documents.values()].map((document) => document.message);

describe('elasticsearch', () => {
  it('creates a document per entry, by its id, with @timestamp, in a data stream', async () => {
    logTo({ apiKey: 'a2V5' });
    log.info('one', { n: 1 });
    log.audit({ action: 'two' });
    expect(await flushed()).toBe(true);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/_bulk?filter_path=errors,items.*.status,items.*.error.reason',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip', authorization: 'ApiKey a2V5' },
    });
    const [first] = bulksOf(request?.body ?? '');
    expect(first?.action).toEqual({ create: { _index: 'logs-web_shop-staging', _id: first?.document.id } });
    expect(first?.document).toMatchObject({
      ...{ '@timestamp': '2026-03-01T12:00:00.000Z', timestamp: '2026-03-01T12:00:00.000Z', message: 'one', n: 1 },
    });
    expect(messages()).toEqual(['one', 'two: success']);
  });

  it('names indices by service, environment, stream and day, and is configured by the environment', async () => {
    const env = { ELASTICSEARCH_URL: `${url}/es`, ELASTICSEARCH_INDEX: '{stream}-{service}-{environment}-{date}' };
    logTo({ url: 'http://127.0.0.1:9', username: 'elastic', password: 'x' }, env);
    log.info('one');
    log.audit({ action: 'two' });
    expect(await flushed()).toBe(true);
    expect(bulksOf(server.requests[0]?.body ?? '').map(({ action }) => action.create._index)).toEqual([
      ...['app-web_shop-staging-2026.03.01', 'audit-web_shop-staging-2026.03.01'],
    ]);
    expect(server.requests[0]?.path).toMatch(/^\/es\/_bulk/);
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('elastic:x').toString('base64')}`);
  });

  it('gives up the document it refuses, sends again those it had no room for, and no other', async () => {
    index.failures.set('wrong', [400]).set('busy', [429, 503]);
    logTo({});
    for (const message of ['a', 'wrong', 'busy', 'b']) log.info(message);
    expect(await flushed()).toBe(true);
    expect(messages().sort()).toEqual(['a', 'b', 'busy']);
    expect(server.requests.map(({ body }) => bulksOf(body).length)).toEqual([4, 1, 1]);
    expect(log.stats().sinks.elasticsearch).toMatchObject({ shipped: 3, rejected: 1, retries: 2, waiting: 0 });
  });

  it('has each document once although an answer was lost', async () => {
    let lost = false;
    const { answer } = server;
    server.answer = (request, response) => {
      if (lost) return answer(request, response);
      lost = true;
      index.bulk(request.body);
      response.destroy();
    };
    logTo({});
    for (let n = 0; n < 50; n++) log.info(`n${n}`);
    expect(await flushed()).toBe(true);
    expect(messages()).toHaveLength(50);
    expect(log.stats().sinks.elasticsearch).toMatchObject({ shipped: 50, rejected: 0 });
  });

  it.each([
    ['an answer that is none', (answer: object) => `<html>${JSON.stringify(answer)}`],
    ['an answer with too few items', (answer: object) => JSON.stringify({ ...answer, errors: true, items: [] })],
    ['an overload of the whole request', undefined],
  ])('takes nothing for stored after %s', async (_, spoil) => {
    const { answer } = server;
    server.answer = ({ body }, response) => {
      server.answer = answer;
      if (spoil === undefined) response.writeHead(429).end();
      else response.end(spoil(index.bulk(body)));
    };
    logTo({});
    log.info('one');
    expect(await flushed()).toBe(true);
    expect(server.requests).toHaveLength(2);
    expect(messages()).toEqual(['one']);
    expect(log.stats().sinks.elasticsearch).toMatchObject({ shipped: 1, retries: 1 });
  });
});
