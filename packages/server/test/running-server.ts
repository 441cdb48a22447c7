import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MemorySink, memory } from '@heartwood/log';
import { histogramResponseSchema, ingestResponseSchema } from '../src/contract/index.js';
import { type FirstLogin, loadConfig, type Server, startServer } from '../src/index.js';

/** A real server on a free port and data of its own. */
export interface RunningServer {
  readonly url: string;
  readonly dataDir: string;
  /** The key in keys/local.key: may do everything. */
  readonly localKey: string;
  readonly firstLogin: FirstLogin | undefined;
  /** What the server logged. */
  readonly log: MemorySink;
  /** Asks for a path; a key goes as bearer token. */
  get(path: string, key?: string): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Sends entries as NDJSON with the local key and returns when they can be searched. */
  ingest(entries: readonly object[]): Promise<void>;
  /** Stops it and starts it again on the same data. */
  restart(): Promise<RunningServer>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

type Overrides = NonNullable<NonNullable<Parameters<typeof loadConfig>[0]>['overrides']>;

export interface StartOptions {
  readonly dataDir?: string;
  readonly webRoot?: string;
  /** As in heartwood.yaml. */
  readonly config?: Overrides;
}

export async function startTestServer(options: StartOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'heartwood-server-'));
  const { listen, ...others } = options.config ?? {};
  const config = loadConfig({
    environment: {},
    overrides: { data_dir: dataDir, listen: { port: 0, ...(listen as object | undefined) }, ...others },
  });
  const log = memory();
  const server: Server = await startServer(config, {
    sinks: [log],
    ...(options.webRoot === undefined ? {} : { webRoot: options.webRoot }),
  });
  const localKey = readFileSync(join(dataDir, 'keys', 'local.key'), 'utf8').trim();
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const get = (path: string, key?: string) =>
    fetch(server.url + path, key === undefined ? {} : { headers: bearer(key) });

  const running: RunningServer = {
    url: server.url,
    dataDir,
    localKey,
    firstLogin: server.firstLogin,
    log,
    get,
    post: (path, body, headers = {}) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async ingest(entries) {
      const before = await total(get, localKey);
      const answer = await fetch(`${server.url}/api/v1/ingest`, {
        method: 'POST',
        headers: { ...bearer(localKey), 'content-type': 'application/x-ndjson' },
        body: entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
      });
      const result = ingestResponseSchema.parse(await answer.json());
      if (result.accepted !== entries.length) throw new Error(`not accepted: ${JSON.stringify(result)}`);
      for (let waited = 0; (await total(get, localKey)) < before + entries.length; waited += 50) {
        if (waited > 30_000) throw new Error('the entries cannot be searched');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async restart() {
      await server.close();
      return startTestServer({ ...options, dataDir });
    },
    async stop() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return running;
}

/** Entries of the last hours that did not come from the server itself. */
async function total(get: RunningServer['get'], key: string): Promise<number> {
  const answer = await get(
    `/api/v1/histogram?${new URLSearchParams({ query: '{service!="heartwood"}', from: 'now-24h', to: 'now' })}`,
    key,
  );
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`the histogram answered ${answer.status}: ${JSON.stringify(body)}`);
  return histogramResponseSchema.parse(body).total;
}

/** The session cookie of an answer, as a request carries it. */
export const cookieOf = (response: Response): string => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
