import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import {
  createLogger,
  describeEntryTypes,
  entryType,
  entryTypes,
  field as f,
  heartwood,
  withContext,
} from '@heartwood/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type RunningServer, startTestServer } from '../../../test/running-server.js';
import {
  createKeyResponseSchema,
  entryTypeResponseSchema,
  errorResponseSchema,
  listEntryTypesResponseSchema,
  registerEntryTypesResponseSchema,
} from '../../contract/index.js';

const invoiceApproved = entryType('invoice.approved', {
  level: 'info',
  stream: 'audit',
  message: 'Invoice {invoice} approved',
  fields: { invoice: f.object('invoice'), amount: f.decimal({ unit: 'EUR' }), password: f.string() },
});
const shop = { service: 'shop/eu', version: '2.1.0', ...describeEntryTypes([invoiceApproved]) };

let server: RunningServer;
let ingestKey: string;
let readKey: string;
beforeAll(async () => {
  server = await startTestServer();
  const make = async (scope: string) => {
    const answer = await server.post('/api/v1/keys', { name: scope, scopes: [scope] }, bearer(server.localKey));
    return createKeyResponseSchema.parse(await answer.json()).secret;
  };
  [ingestKey, readKey] = [await make('ingest'), await make('read')];
  // A server and a database, beside whatever else the machine does.
}, 120_000);
afterAll(() => server?.stop(), 120_000);

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const put = (body: unknown, headers: Record<string, string> = bearer(ingestKey)) =>
  fetch(`${server.url}/api/v1/entry-types`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const refusal = async (response: Response) => ({
  status: response.status,
  ...errorResponseSchema.parse(await response.json()).error,
});
const PATH = `/api/v1/entry-types/${encodeURIComponent('shop/eu')}`;

describe('PUT /api/v1/entry-types', () => {
  it('registers the types of a service, and the same again changes nothing', async () => {
    const answers = [await put(shop), await put(shop)];
    const bodies = await Promise.all(
      answers.map(async (answer) => registerEntryTypesResponseSchema.parse(await answer.json())),
    );
    expect(bodies).toEqual([
      { registered: 1, changed: 1 },
      { registered: 1, changed: 0 },
    ]);
  });

  it('is for keys that may write and for administrators', async () => {
    expect(await refusal(await put(shop, {}))).toMatchObject({ status: 401 });
    expect(await refusal(await put(shop, bearer(readKey)))).toMatchObject({ status: 403 });
    const { username = '', password = '' } = server.firstLogin ?? {};
    const admin = cookieOf(await server.post('/api/v1/session', { username, password }));
    expect((await put(shop, { cookie: admin, 'x-heartwood-request': '1' })).status).toBe(200);
    const developer = { username: 'dev', password: 'correct horse battery' };
    await server.post('/api/v1/users', developer, bearer(server.localKey));
    const session = cookieOf(await server.post('/api/v1/session', developer));
    expect(await refusal(await put(shop, { cookie: session, 'x-heartwood-request': '1' }))).toMatchObject({
      status: 403,
    });
  });

  it('says what is wrong with a body, and where', async () => {
    expect(await refusal(await put('{'))).toMatchObject({ status: 400 });
    expect(await refusal(await put({ ...shop, format: 7 }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('format'),
    });
    const [type] = shop.entry_types;
    const levels = await refusal(await put({ ...shop, entry_types: [{ ...type, levels: ['loud'] }] }));
    expect(levels).toMatchObject({ status: 400, message: expect.stringMatching(/entry_types\.0\.levels\.0/) });
    expect(await refusal(await put({ ...shop, service: 'x'.repeat(201) }))).toMatchObject({ status: 400 });
    expect(await refusal(await put({ ...shop, more: 'x'.repeat(3_000_000) }))).toMatchObject({ status: 413 });
  });

  it('takes compressed bodies, under the caps of entries', async () => {
    const send = (body: Uint8Array, encoding: string, type = 'application/json') =>
      fetch(`${server.url}/api/v1/entry-types`, {
        method: 'PUT',
        headers: { 'content-type': type, 'content-encoding': encoding, ...bearer(ingestKey) },
        body,
      });
    const json = JSON.stringify(shop);
    for (const [encoding, body] of [
      ['gzip', gzipSync(json)],
      ['deflate', deflateSync(json)],
      ['identity', Buffer.from(json)],
    ] as const) {
      const answer = await send(body, encoding);
      expect([encoding, answer.status, await answer.json()]).toEqual([encoding, 200, { registered: 1, changed: 0 }]);
    }
    expect(await refusal(await send(Buffer.from(json), 'gzip'))).toMatchObject({ status: 400 });
    expect(await refusal(await send(gzipSync(json).subarray(0, 60), 'gzip'))).toMatchObject({ status: 400 });
    expect(await refusal(await send(gzipSync('{'), 'gzip'))).toMatchObject({ status: 400 });
    expect(await refusal(await send(gzipSync(json), 'br'))).toMatchObject({ status: 415 });
    expect(await refusal(await send(gzipSync(json), 'gzip', 'application/xml'))).toMatchObject({ status: 415 });
    const spaces = gzipSync(Buffer.alloc(64 * 1_048_576, ' '));
    expect(await refusal(await send(spaces, 'gzip'))).toMatchObject({ status: 413 });
    const poisoned = `{"__proto__":{"format":1},${json.slice(1)}`;
    expect(await refusal(await send(gzipSync(poisoned), 'gzip'))).toMatchObject({ status: 400 });
  });

  it('refuses what is too much: bytes, types, a type twice', async () => {
    const types = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...shop.entry_types[0], fields: {}, name: `many.${index}` }));
    const all = (entry_types: readonly object[]) => ({ ...shop, service: 'many', entry_types });
    expect(await refusal(await put(JSON.stringify(all([])) + ' '.repeat(10_000_000)))).toMatchObject({ status: 413 });
    expect(await refusal(await put(all(types(5_000))))).toMatchObject({
      status: 400,
      message: expect.stringContaining('entry_types'),
    });
    expect(await refusal(await put(all([...types(2), ...types(1)])))).toMatchObject({
      status: 400,
      message: expect.stringContaining("'many.0' is there twice"),
    });
    for (const wrong of ['', 'null', '[]', '7', '"text"', '{"format":1,"format":2}'])
      expect(await refusal(await put(wrong))).toMatchObject({ status: 400 });
  });

  it('tells ten things that are wrong with a body, and how many more there are', async () => {
    const entry_types = Array.from({ length: 100 }, (_, index) => ({
      ...shop.entry_types[0],
      name: `a.b${index}`,
      version: 0,
    }));
    const { status, message } = await refusal(await put({ ...shop, entry_types }));
    expect(status).toBe(400);
    expect(message.match(/entry_types\.\d+\.version/g)).toHaveLength(10);
    expect(message).toMatch(/; and 90 more$/);
  });

  it('lets no default of one service spoil the search in the types of all', async () => {
    const spoilt = { type: 'string', class: 'internal', default: '\0' };
    const body = {
      ...shop,
      service: 'spoilt',
      entry_types: [{ ...shop.entry_types[0], fields: { separator: spoilt } }],
    };
    expect(await refusal(await put(body))).toMatchObject({ status: 400, message: expect.stringContaining('default') });
    const found = await fetch(`${server.url}/api/v1/entry-types?q=no-such-type`, { headers: bearer(readKey) });
    expect(found.status).toBe(200);
  });

  it('refuses a body that is nested without end', async () => {
    const item = '{"type":"array","class":"internal","item":';
    const deep = `${item.repeat(20_000)}{"type":"string","class":"internal"}${'}'.repeat(20_000)}`;
    const body = `{"format":1,"service":"s","entry_types":[{"name":"a","fields":{"x":${deep}}}]}`;
    expect(await refusal(await put(body))).toMatchObject({ status: 400, message: expect.stringContaining('nested') });
    const brackets = `{"format":1,"service":"s","entry_types":${'['.repeat(900_000)}${']'.repeat(900_000)}}`;
    expect(await refusal(await put(brackets))).toMatchObject({ status: 400 });
  });
});

describe('an application that logs through the sink of the library', () => {
  it('registers its types by itself, and shows no drift', async () => {
    const placed = entryType('order.placed', {
      level: 'info',
      message: 'Order {order} placed',
      fields: {
        order: f.object('order'),
        total: f.decimal(),
        phone: f.string({ class: 'pii', strategy: 'mask', keep: 'last4' }),
        err: f.error({ optional: true }),
      },
    });
    const spoolDir = mkdtempSync(join(tmpdir(), 'heartwood-sink-'));
    const log = createLogger({
      service: 'orders',
      version: '3.0.0',
      env: {},
      handleExit: false,
      entryTypes: entryTypes([placed]),
      contextFields: ['tenant'],
      sinks: [heartwood({ url: server.url, key: ingestKey, spoolDir })],
    });
    const list = async () => {
      const answer = await server.get('/api/v1/entry-types?service=orders', readKey);
      return listEntryTypesResponseSchema.parse(await answer.json());
    };
    const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
      for (let waited = 0; !(await isTrue()); waited += 50) {
        if (waited > 30_000) throw new Error(`it did not happen: ${JSON.stringify(log.stats())}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await until(async () => (await list()).entry_types.length === 1);
      withContext({ tenant: 'acme', request_id: 'r_1' }, () => {
        log.emit(placed, { order: 'o_1', total: 12.5, phone: '+49 30 123456' });
        log.emit(placed, { order: 'o_2', total: '1', phone: '1', err: new Error('late') });
        log.info('free-form', { anything: 1 });
      });
      log.emit(placed, { order: 'o_3', total: 'much', phone: '1' });
      await log.close();
      await until(async () => (await list()).entry_types[0]?.drift.findings === 1);
    } finally {
      await log.close();
      rmSync(spoolDir, { recursive: true });
    }
    const { services, entry_types } = await list();
    expect(services.find(({ service }) => service === 'orders')).toMatchObject({
      version: '3.0.0',
      context_fields: ['tenant'],
    });
    expect(entry_types).toMatchObject([{ name: 'order.placed', drift: { findings: 1, kinds: ['wrong_type'] } }]);
  });
});

describe('drift', () => {
  it('is found in entries that are not as declared; they are stored all the same', async () => {
    const entry = { service: 'shop/eu', event: 'invoice.approved', event_version: 1, level: 'INFO', message: 'm' };
    await server.ingest([
      { ...entry, invoice: 'inv_1', amount: '129.90', password: '[secret]' },
      { ...entry, invoice: 'inv_2', amount: '1.00', password: 'hunter2', level: 'ERROR', note: 'x' },
      { ...entry, invoice: { id: 3 }, password: '[secret]' },
      { ...entry, event: 'invoice.lost' },
      { service: 'unregistered', event: 'a.b', message: 'm' },
    ]);
    const answer = await server.get(`${PATH}/invoice.approved`, readKey);
    const { declared, drift, state } = entryTypeResponseSchema.parse(await answer.json());
    expect(state).toBe('declared');
    expect(declared).toMatchObject({ name: 'invoice.approved', stream: 'audit', levels: ['info'] });
    expect(Object.keys(declared?.fields ?? {})).toEqual(['invoice', 'amount', 'password']);
    expect(drift.map(({ kind, field, found, entries }) => [kind, field, found, entries])).toEqual([
      ['missing_field', 'amount', 'nothing', 1],
      ['other_level', undefined, 'ERROR', 1],
      ['unknown_field', 'note', 'string', 1],
      ['wrong_type', 'invoice', 'object', 1],
    ]);
    // The sample is an entry that can be looked at.
    const sample = await server.get(`/api/v1/entries/${drift[2]?.sample_id}`, readKey);
    expect(await sample.json()).toMatchObject({ entry: { fields: { note: 'x', password: '[secret]' } } });
  });

  it('is listed with the types, those included that nobody declared', async () => {
    const list = async (query: string) =>
      listEntryTypesResponseSchema.parse(await (await server.get(`/api/v1/entry-types${query}`, readKey)).json());
    const { services, entry_types } = await list('?service=shop%2Feu');
    expect(services).toMatchObject([
      { service: 'heartwood' },
      { service: 'orders' },
      { service: 'shop/eu', version: '2.1.0' },
    ]);
    expect(entry_types.map(({ name, state, drift }) => [name, state, drift.findings])).toEqual([
      ['invoice.approved', 'declared', 4],
      ['invoice.lost', 'unknown', 1],
    ]);
    expect((await list('?q=LOST')).entry_types).toMatchObject([{ name: 'invoice.lost', state: 'unknown' }]);
    expect((await server.get('/api/v1/entry-types', ingestKey)).status).toBe(403);
  });

  it('is not found in the own log of the server, which registers its types as others do', async () => {
    const own = async () =>
      listEntryTypesResponseSchema
        .parse(await (await server.get('/api/v1/entry-types?service=heartwood', readKey)).json())
        .entry_types.map(({ name, state, drift }) => ({ name, state, drift }));
    expect((await own()).map(({ name }) => name)).toEqual(expect.arrayContaining(['server.started', 'authz_fail']));
    const stored = async () => {
      const search = await server.get('/api/v1/search?query=event:authz_fail&from=now-1h&to=now', readKey);
      return ((await search.json()) as { entries: unknown[] }).entries.length > 0;
    };
    for (let waited = 0; !(await stored()); waited += 50) {
      if (waited > 30_000) throw new Error('the own entries of the server cannot be searched');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const { name, state, drift } of await own()) {
      expect({ name, state, drift }).toEqual({ name, state: 'declared', drift: { findings: 0, kinds: [] } });
    }
  });

  it('is a counter of Prometheus', async () => {
    const text = await (await server.get('/metrics')).text();
    expect(text).toContain('heartwood_entry_type_drift_total{service="shop/eu",kind="unknown_field"} 1');
    expect(text).toContain('heartwood_entry_type_drift_total{service="shop/eu",kind="unknown_type"} 1');
    expect(text).toContain('heartwood_entry_type_drift_overflow_total 0');
    expect(text).not.toContain('service="unregistered"');
  });

  it('outlives the server, and ends with the declaration it was measured against', async () => {
    await server.ingest([{ service: 'shop/eu', event: 'invoice.lost', message: 'just before the end' }]);
    server = await server.restart();
    const lost = async () => server.get(`${PATH}/invoice.lost`, readKey);
    expect(entryTypeResponseSchema.parse(await (await lost()).json()).drift).toMatchObject([{ entries: 2 }]);
    const invoiceLost = entryType('invoice.lost', { level: 'info', message: '' });
    await put({ ...shop, ...describeEntryTypes([invoiceApproved, invoiceLost]) });
    expect(await (await lost()).json()).toMatchObject({ state: 'declared', drift: [] });
    expect(await refusal(await server.get(`${PATH}/invoice.never`, readKey))).toMatchObject({ status: 404 });
  });
});
