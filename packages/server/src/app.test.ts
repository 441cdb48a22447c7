import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type RunningServer, startTestServer } from '../test/running-server.js';
import { createKeyResponseSchema, searchResponseSchema } from './contract/index.js';
import { loadConfig, startServer } from './index.js';

const running: RunningServer[] = [];
const started = async (...args: Parameters<typeof startTestServer>): Promise<RunningServer> => {
  const server = await startTestServer(...args);
  running.push(server);
  return server;
};
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

const search = async (server: RunningServer, query: string, key = server.localKey) =>
  searchResponseSchema.parse(await (await server.get(`/api/v1/search?${new URLSearchParams({ query })}`, key)).json())
    .entries;

describe('startServer', () => {
  it('keeps users, sessions, keys and entries over a restart, and its data to itself', async () => {
    const first = await started();
    expect((statSync(first.dataDir).mode & 0o777).toString(8)).toBe('700');
    const created = await first.post(
      '/api/v1/keys',
      { name: 'kept', scopes: ['read'] },
      { 'x-api-key': first.localKey },
    );
    const { secret } = createKeyResponseSchema.parse(await created.json());
    await first.ingest([{ message: 'kept over a restart', service: 'app-test', timestamp: new Date().toISOString() }]);

    const second = await first.restart();
    running.push(second);
    expect(second.localKey).toBe(first.localKey);
    expect(second.firstLogin).toEqual(first.firstLogin);
    const cookie = cookieOf(await second.post('/api/v1/session', first.firstLogin));
    expect(await search(second, '{service="app-test"}', secret)).toMatchObject([{ message: 'kept over a restart' }]);

    const third = await second.restart();
    running.push(third);
    expect(third.firstLogin).toBeUndefined();
    expect((await fetch(`${third.url}/api/v1/session`, { headers: { cookie } })).status).toBe(200);
    // Three starts, the first with a new database, beside whatever else the machine does.
  });

  it('finds its own entries in its own store, the security ones apart', async () => {
    const server = await started();
    await server.get('/api/v1/search');
    const own = () => search(server, '{service="heartwood"}');
    // The streams are stored one by one.
    await expect
      .poll(async () => (await own()).map(({ stream }) => stream))
      .toEqual(expect.arrayContaining(['app', 'security']));
    // Once the last entries of the start are there, reading makes no more of them: nothing feeds on itself.
    await expect
      .poll(async () => {
        const before = (await own()).length;
        await sleep(1_500);
        return (await own()).length - before;
      })
      .toBe(0);
  });

  it('says which process has the data directory', async () => {
    const server = await started();
    const again = startServer(
      loadConfig({ environment: {}, overrides: { data_dir: server.dataDir, listen: { port: 0 } } }),
      { sinks: [] },
    );
    await expect(again).rejects.toThrow(new RegExp(`data directory .* is in use by process ${process.pid}.*data_dir`));
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it('says that the port is in use, and leaves nothing open', async () => {
    const server = await started();
    const dataDir = mkdtempSync(join(tmpdir(), 'heartwood-port-'));
    const port = Number(new URL(server.url).port);
    const config = loadConfig({ environment: {}, overrides: { data_dir: dataDir, listen: { port } } });
    await expect(startServer(config, { sinks: [] })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
    const other = await started({ dataDir });
    expect((await other.get('/readyz')).status).toBe(200);
  });

  it.each(['/etc/passwd/heartwood', '/proc/heartwood', '/proc'])('says that %s cannot be used', async (folder) => {
    const config = loadConfig({ environment: {}, overrides: { data_dir: folder, listen: { port: 0 } } });
    await expect(startServer(config, { sinks: [] })).rejects.toThrow(/data directory \/.* cannot be used.*data_dir/);
  });
});

describe('TLS', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'heartwood-tls-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  interface Question {
    readonly url: string;
    readonly ca: string;
    readonly maxVersion?: 'TLSv1.2';
    readonly body?: unknown;
  }

  const ask = ({ url, body, ...options }: Question): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      request(url, { ...options, ...(body ? { method: 'POST', headers } : {}) }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, ...response.headers });
      })
        .on('error', reject)
        .end(body ? JSON.stringify(body) : undefined);
    });

  it('is 1.3 or nothing, and marks the cookie secure', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=IP:127.0.0.1',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    const dataDir = mkdtempSync(join(tmpdir(), 'heartwood-tls-data-'));
    const config = loadConfig({
      environment: {},
      overrides: { data_dir: dataDir, listen: { port: 0, tls_cert_file: cert, tls_key_file: key } },
    });
    const server = await startServer(config, { sinks: [] });
    try {
      const ca = readFileSync(cert, 'utf8');
      expect(server.url).toMatch(/^https:/);
      expect(await ask({ url: `${server.url}/healthz`, ca })).toMatchObject({
        status: 200,
        'strict-transport-security': 'max-age=31536000',
      });
      const signedIn = await ask({ url: `${server.url}/api/v1/session`, ca, body: server.firstLogin });
      expect(signedIn['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; Secure; SameSite=Strict$/)]);
      const old = ask({ url: `${server.url}/healthz`, ca, maxVersion: 'TLSv1.2' });
      await expect(old).rejects.toThrow(/protocol version|alert/i);
    } finally {
      await server.close();
      rmSync(dataDir, { recursive: true });
    }
  });
});
