import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadConfig, startServer } from '@heartwood/server';
import type { HistogramResponse, IngestResponse, UserPasswordResponse } from '@heartwood/server/contract';
import { build } from 'vite';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** A running server with this application, empty, on a free port and with a data directory of its own. */
export interface Platform {
  readonly url: string;
  readonly login: { readonly username: string; readonly password: string };
  /** Sends entries of the last day with the local key and waits until searches find all of them, whatever their streams. */
  readonly send: (entries: readonly object[]) => Promise<void>;
  /** Registers the entry types that a service declares. */
  readonly register: (declaration: object) => Promise<void>;
  /** Adds a user as an administrator does; gives the password that was made for them. */
  readonly addUser: (username: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const webRoot = join(PACKAGE, 'dist');
  if (!existsSync(join(webRoot, 'index.html'))) await build({ root: PACKAGE, logLevel: 'error' });
  const data = await mkdtemp(join(tmpdir(), 'heartwood-web-'));
  const config = loadConfig({
    environment: {},
    overrides: { data_dir: data, listen: { port: 0 }, log: { store: false } },
  });
  const server = await startServer(config, { webRoot, sinks: [] });
  if (!server.firstLogin) throw new Error('a new data directory has no first login');
  const key = (await readFile(join(data, 'keys', 'local.key'), 'utf8')).trim();
  const headers = { Authorization: `Bearer ${key}` };

  const stored = async (): Promise<number> => {
    const answer = await fetch(`${server.url}/api/v1/histogram?from=now-25h&to=now`, { headers });
    if (!answer.ok) throw new Error(`histogram: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as HistogramResponse).total;
  };

  return {
    url: server.url,
    login: server.firstLogin,
    async send(entries) {
      const before = await stored();
      const answer = await fetch(`${server.url}/api/v1/ingest`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
        body: entries.map((entry) => JSON.stringify(entry)).join('\n'),
      });
      const { rejected } = (await answer.json()) as IngestResponse;
      if (!answer.ok || rejected.length > 0) throw new Error(`ingest: ${answer.status} ${JSON.stringify(rejected)}`);
      while ((await stored()) < before + entries.length) await sleep(50);
    },
    async register(declaration) {
      const answer = await fetch(`${server.url}/api/v1/entry-types`, {
        method: 'PUT',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(declaration),
      });
      if (!answer.ok) throw new Error(`entry types: ${answer.status} ${await answer.text()}`);
    },
    async addUser(username) {
      const answer = await fetch(`${server.url}/api/v1/users`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ username }),
      });
      if (!answer.ok) throw new Error(`users: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as UserPasswordResponse).password ?? '';
    },
    async close() {
      await server.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
