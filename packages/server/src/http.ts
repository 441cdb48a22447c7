import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Access } from './access/index.js';
import {
  addErrorHandler,
  addOpenapi,
  addSecurityHeaders,
  addWebApp,
  createHttpServer,
  entryRoutes,
  entryTypeRoutes,
  inlineScriptHashes,
  type KeyEvent,
  keyRoutes,
  type LiveEntries,
  readIndexPage,
  sessionRoutes,
  tailRoutes,
  userRoutes,
} from './api/index.js';
import type { Config } from './config/index.js';
import type { EntryTypeRegistry } from './entry-types/index.js';
import { translateError } from './error-translation.js';
import { addObservation, type HealthCheck, type Metrics } from './observe/index.js';
import { DEFAULT_LIMITS, type Limits } from './pipeline/limits.js';
import type { Ingest } from './pipeline/raw-batch.js';
import { createBodyBudget } from './protocols/body/body-budget.js';
import { withBody } from './protocols/body/read-body.js';
import type { IngestRouteOptions } from './protocols/ingest-routes.js';
import { lokiPushRoutes } from './protocols/loki/index.js';
import { lokiReadRoutes } from './protocols/loki/read/index.js';
import { nativeIngestRoutes } from './protocols/native/index.js';
import type { Queries } from './query/index.js';
import { StartError } from './start-error.js';

export interface HttpParts {
  readonly config: Config;
  readonly version: string;
  readonly access: Access;
  readonly ingest: Ingest;
  readonly limits: Partial<Limits>;
  readonly queries: Queries;
  readonly entryTypes: EntryTypeRegistry;
  readonly live: LiveEntries;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
  /** Folder with the browser application's files; absent: API only. */
  readonly webRoot: string | undefined;
  readonly onKey: (event: KeyEvent) => void;
  readonly onUnexpected: (error: unknown, request: { id: string; method: string; path: string }) => void;
}

/** Everything the server answers over HTTP, not listening yet. */
export async function composeHttp(parts: HttpParts): Promise<FastifyInstance> {
  const { config, access, metrics } = parts;
  const tls = await readTls(config.listen);
  const app = await createHttpServer({
    tls,
    trustProxy: config.listen.trust_proxy,
  });
  const page = parts.webRoot === undefined ? undefined : await readIndexPage(parts.webRoot);
  addSecurityHeaders(app, { scriptHashes: inlineScriptHashes(page ?? ''), tls: tls !== undefined });
  addErrorHandler(app, { translate: translateError, onUnexpected: parts.onUnexpected });
  await addOpenapi(app, parts.version);
  addObservation(app, metrics, parts.checks);

  const budget = createBodyBudget();
  const ingestOptions: IngestRouteOptions = {
    ingest: parts.ingest,
    authenticate: access.requireScope('ingest'),
    source: ({ principal, ip }) => ({
      clientAddress: ip,
      ...(principal?.kind === 'key' ? { keyId: principal.id } : {}),
    }),
    budget,
    limits: parts.limits,
  };
  await app.register(nativeIngestRoutes, ingestOptions);
  await app.register(lokiPushRoutes, ingestOptions);
  await app.register(lokiReadRoutes, { queries: parts.queries, authenticate: access.requireScope('read') });

  await app.register(sessionRoutes(access));
  await app.register(userRoutes(access));
  await app.register(keyRoutes(access, parts.onKey));
  await app.register(entryRoutes(parts.queries, access));
  await app.register(
    entryTypeRoutes(parts.entryTypes, access, (request, bodyBytes) => {
      const { 'content-encoding': encoding, 'content-length': length } = request.headers;
      const limits = { ...DEFAULT_LIMITS, ...parts.limits, bodyBytes };
      return withBody(request, { encoding, length, limits, budget }, async (body) => body.toString('utf8'));
    }),
  );
  await app.register(tailRoutes(parts.live, access, { opened: metrics.tailOpened, closed: metrics.tailClosed }));
  await addWebApp(app, page === undefined ? undefined : parts.webRoot);
  return app;
}

async function readTls({
  tls_cert_file,
  tls_key_file,
}: Config['listen']): Promise<{ cert: string; key: string } | undefined> {
  if (tls_cert_file === undefined || tls_key_file === undefined) return undefined;
  try {
    const [cert, key] = await Promise.all([readFile(tls_cert_file, 'utf8'), readFile(tls_key_file, 'utf8')]);
    return { cert, key };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      'tls_unusable',
      `The TLS certificate or key cannot be read: ${reason}. Check listen.tls_cert_file and listen.tls_key_file.`,
      { cause },
    );
  }
}
