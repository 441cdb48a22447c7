import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type RunningServer, startTestServer } from '../test/running-server.js';
import { createKeyResponseSchema, errorResponseSchema, type KeyScope } from './contract/index.js';

let server: RunningServer;
const keys: Record<string, string> = {};
let adminSession: string;
let developerSession: string;

const createKey = async (scopes: readonly KeyScope[]): Promise<{ id: string; secret: string }> => {
  const answer = await server.post(
    '/api/v1/keys',
    { name: scopes.join('+'), scopes },
    { 'x-api-key': server.localKey },
  );
  expect(answer.status).toBe(201);
  return createKeyResponseSchema.parse(await answer.json());
};

beforeAll(async () => {
  server = await startTestServer();
  for (const scope of ['ingest', 'read', 'admin'] as const) keys[scope] = (await createKey([scope])).secret;
  const revoked = await createKey(['ingest', 'read', 'admin']);
  keys.revoked = revoked.secret;
  const gone = await fetch(`${server.url}/api/v1/keys/${revoked.id}`, {
    method: 'DELETE',
    headers: { 'x-api-key': server.localKey },
  });
  expect(gone.status).toBe(204);
  adminSession = cookieOf(await server.post('/api/v1/session', server.firstLogin));
  const developer = { username: 'dev@shop.example', password: 'only reads what others wrote' };
  expect((await server.post('/api/v1/users', developer, { 'x-api-key': server.localKey })).status).toBe(201);
  developerSession = cookieOf(await server.post('/api/v1/session', developer));
});
afterAll(() => server.stop());

const NOW = new Date().toISOString();
const entry = `${JSON.stringify({ message: 'from the matrix', service: 'matrix', timestamp: NOW })}\n`;
const push = JSON.stringify({ streams: [{ stream: { job: 'matrix' }, values: [[`${Date.now()}000000`, 'pushed']] }] });

type Who = 'nobody' | 'ingest' | 'read' | 'admin' | 'revoked' | 'developer' | 'session';
type Expected = Record<Who, number>;

const ingestOnly: Expected = {
  nobody: 401,
  ingest: 200,
  read: 403,
  admin: 200,
  revoked: 401,
  developer: 403,
  session: 403,
};
const readers: Expected = {
  nobody: 401,
  ingest: 403,
  read: 200,
  admin: 200,
  revoked: 401,
  developer: 200,
  session: 200,
};
const admins: Expected = {
  nobody: 401,
  ingest: 403,
  read: 403,
  admin: 200,
  revoked: 401,
  developer: 403,
  session: 200,
};
const people: Expected = {
  nobody: 401,
  ingest: 403,
  read: 403,
  admin: 403,
  revoked: 401,
  developer: 200,
  session: 200,
};
const everybody: Expected = {
  nobody: 200,
  ingest: 200,
  read: 200,
  admin: 200,
  revoked: 200,
  developer: 200,
  session: 200,
};
const of = (base: Expected, success: number): Expected =>
  Object.fromEntries(Object.entries(base).map(([who, status]) => [who, status === 200 ? success : status])) as Expected;

const json = { 'content-type': 'application/json' };

describe.each<[route: string, init: RequestInit, expected: Expected]>([
  ['/api/v1/ingest', { method: 'POST', body: entry, headers: { 'content-type': 'application/x-ndjson' } }, ingestOnly],
  ['/loki/api/v1/push', { method: 'POST', body: push, headers: json }, of(ingestOnly, 204)],
  ['/api/v1/search', {}, readers],
  ['/api/v1/histogram', {}, readers],
  ['/api/v1/facets', {}, readers],
  ['/api/v1/fields', {}, readers],
  ['/api/v1/entries/01900000-0000-7000-8000-000000000000', {}, of(readers, 404)],
  ['/loki/api/v1/query_range?query=%7Bjob%3D%22x%22%7D', {}, readers],
  ['/loki/api/v1/labels', {}, readers],
  ['/loki/api/v1/label/job/values', {}, readers],
  ['/loki/api/v1/series', { method: 'POST' }, readers],
  ['/api/v1/keys', {}, admins],
  ['/api/v1/keys', { method: 'POST', body: '{"name":"made in the matrix"}', headers: json }, of(admins, 201)],
  ['/api/v1/keys/absent', { method: 'DELETE' }, of(admins, 404)],
  ['/api/v1/users', {}, admins],
  // The name is taken: everybody who may make users hears of it.
  ['/api/v1/users', { method: 'POST', body: '{"username":"admin"}', headers: json }, of(admins, 409)],
  ['/api/v1/users/absent', { method: 'DELETE' }, of(admins, 404)],
  ['/api/v1/users/absent/password', { method: 'PUT', body: '{}', headers: json }, of(admins, 404)],
  ['/api/v1/session', {}, people],
  [
    '/api/v1/session/password',
    { method: 'PUT', body: '{"current":"x","new":"short"}', headers: json },
    of(people, 400),
  ],
  ['/healthz', {}, everybody],
  ['/readyz', {}, everybody],
  ['/ready', {}, everybody],
  ['/metrics', {}, everybody],
  ['/api/v1/openapi.json', {}, everybody],
])('%s %j', (path, init, expected) => {
  it.each(Object.entries(expected))('answers %s with %d', async (who, status) => {
    const headers = new Headers(init.headers);
    if (who === 'session') headers.set('cookie', adminSession);
    else if (who === 'developer') headers.set('cookie', developerSession);
    else if (who !== 'nobody') headers.set('authorization', `Bearer ${keys[who]}`);
    headers.set('x-heartwood-request', '1');
    const answer = await fetch(server.url + path, { ...init, headers });
    const body = await answer.text();
    expect(answer.status, body).toBe(status);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    if (status >= 400) expect(errorResponseSchema.parse(JSON.parse(body)).error.message).not.toBe('');
  });
});

describe('a key', () => {
  it.each<[way: string, headers: (key: string) => Record<string, string>]>([
    ['as bearer token', (key) => ({ authorization: `Bearer ${key}` })],
    ['as X-API-Key', (key) => ({ 'x-api-key': key })],
    ['as the password of basic authentication', (key) => ({ authorization: `Basic ${btoa(`any:${key}`)}` })],
  ])('is taken %s', async (_way, headers) => {
    expect((await fetch(`${server.url}/api/v1/search`, { headers: headers(keys.read!) })).status).toBe(200);
  });

  it('is not listed with its secret', async () => {
    const body = await (await server.get('/api/v1/keys', server.localKey)).text();
    for (const key of Object.values(keys)) expect(body).not.toContain(key.split('_')[2]);
  });
});

describe('a change made with a session', () => {
  const change = (headers: Record<string, string>) =>
    server.post('/api/v1/keys', { name: 'forged' }, { cookie: adminSession, ...headers });

  it('is refused without the header that other sites cannot send', async () => {
    const refused = await change({});
    expect(refused.status).toBe(403);
    expect(errorResponseSchema.parse(await refused.json()).error.message).toContain('X-Heartwood-Request');
    expect((await change({ 'x-heartwood-request': '1' })).status).toBe(201);
  });
});

describe('errors', () => {
  it.each<[what: string, path: string, status: number, code: string, message: RegExp]>([
    ['an unknown path', '/api/v1/nothing', 404, 'not_found', /nothing at GET \/api\/v1\/nothing/],
    ['a parameter out of range', '/api/v1/search?limit=0', 400, 'bad_request', /limit: .*>=1/],
    ['two wrong parameters', '/api/v1/search?limit=x&direction=up', 400, 'bad_request', /limit: .*; direction: /],
    [
      'a query that cannot be read',
      `/api/v1/search?query=${encodeURIComponent('{service=')}`,
      400,
      'bad_query',
      /position/,
    ],
    ['an id that is none', '/api/v1/entries/42', 400, 'bad_request', /id: /],
  ])('%s', async (_what, path, status, code, message) => {
    const answer = await server.get(path, server.localKey);
    const { error } = errorResponseSchema.parse(await answer.json());
    expect([answer.status, error.code]).toEqual([status, code]);
    expect(error.message).toMatch(message);
    if (code === 'bad_query') expect(error.position).toBe(9);
  });

  it.each<[what: string, body: string, type: string, status: number]>([
    ['no JSON', '{', 'application/json', 400],
    ['another media type', 'name=x', 'application/x-www-form-urlencoded', 415],
    ['a missing field', '{}', 'application/json', 400],
  ])('a body with %s', async (_what, body, type, status) => {
    const headers = { 'content-type': type, 'x-api-key': server.localKey };
    const answer = await fetch(`${server.url}/api/v1/keys`, { method: 'POST', body, headers });
    expect(answer.status).toBe(status);
    errorResponseSchema.parse(await answer.json());
  });

  it('tell the request id and nothing about the inside', async () => {
    const answer = await fetch(`${server.url}/api/v1/search?limit=0`, {
      headers: { 'x-api-key': server.localKey, 'x-request-id': 'req-7' },
    });
    expect(answer.headers.get('x-request-id')).toBe('req-7');
    const odd = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'a "b' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.text()).not.toMatch(/node_modules|\bat \w+ \(/);
  });
});

describe('many requests over one connection', () => {
  it.each([
    '/loki/api/v1/query_range?query=%7Bjob%3D%22x%22%7D',
    '/loki/api/v1/labels',
    '/api/v1/search',
    '/api/v1/facets',
  ])('of %s leave no listeners behind', async (path) => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let reused = 0;
    // Node warns at the eleventh listener.
    for (let asked = 0; asked < 12; asked++) {
      const asking = request(server.url + path, { agent, headers: { 'x-api-key': server.localKey } });
      const [response] = await once(asking.end(), 'response');
      expect(response.statusCode).toBe(200);
      await once(response.resume(), 'end');
      if (asking.reusedSocket) reused++;
    }
    agent.destroy();
    await new Promise(setImmediate);
    process.off('warning', warned);
    expect(reused).toBe(11);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/api/v1/search', '/nothing'])('of %s carries security headers', async (path) => {
    const { headers } = await server.get(path);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('what happens at the door is logged', () => {
  it('but not that a browser asks whether anybody is signed in', async () => {
    const refusals = () =>
      server.log.entries.filter(({ event, path }) => event === 'authz_fail' && path === '/api/v1/session');
    const before = refusals().length;
    expect((await server.get('/api/v1/session')).status).toBe(401);
    expect(refusals().length).toBe(before);
    expect(refusals().every(({ principal, reason }) => principal !== undefined || /revoked/.test(String(reason)))).toBe(
      true,
    );
  });

  it('under the names of OWASP, in the stream security, without any secret', async () => {
    await server.post('/api/v1/session', { username: 'admin', password: 'a wrong guess' });
    const events = server.log.entries.map(({ event }) => event);
    expect(events).toEqual(
      expect.arrayContaining([
        'authn_login_success',
        'authn_login_fail',
        'authn_token_created',
        'authn_token_revoked',
        'authz_fail',
      ]),
    );
    for (const { event, stream } of server.log.entries.filter(({ event }) => /^auth[nz]_/.test(event)))
      expect(stream, event).toBe('security');
    const lines = server.log.lines.join('\n');
    for (const secret of [
      ...Object.values(keys).map((key) => key.split('_')[2]!),
      server.firstLogin!.password,
      'a wrong guess',
    ]) {
      expect(lines).not.toContain(secret);
    }
  });
});

it('a NUL, which no database takes, is a mistake of the client wherever it comes', async () => {
  const admin = { 'x-api-key': server.localKey };
  const remove = (path: string) => fetch(server.url + path, { method: 'DELETE', headers: admin });
  const answers = [
    await server.post('/api/v1/session', { username: 'a\0b', password: 'x' }),
    await server.post('/api/v1/keys', { name: 'a\0b' }, admin),
    await server.post('/api/v1/users', { username: 'a\0b' }, admin),
    await remove('/api/v1/keys/%00'),
    await remove('/api/v1/users/%00'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  for (const answer of answers) expect(errorResponseSchema.parse(await answer.json()).error.code).toBe('bad_request');
});
