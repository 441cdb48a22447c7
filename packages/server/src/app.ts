import type { AddressInfo } from 'node:net';
import type { Sink } from '@heartwood/log';
import {
  type Access,
  createAccess,
  ensureLocalKey,
  type FirstLogin,
  forgetFirstLogin,
  prepareFirstLogin,
} from './access/index.js';
import { type Closing, createClosing } from './closing.js';
import type { Config } from './config/index.js';
import { createUsers, openControl, withoutStatement } from './control/index.js';
import { type DataDirectory, prepareDataDirectory } from './data-directory.js';
import { openEntryTypes } from './entry-types/index.js';
import { composeHttp } from './http.js';
import { createMetrics, createOwnLog, entryTypes, type HealthCheck } from './observe/index.js';
import { ownDeclaration, ownEntries } from './own-entries.js';
import { createIngest } from './pipeline/ingest.js';
import { createQueries, createTail } from './query/index.js';
import { withMetrics } from './query-metrics.js';
import { createSecurityEvents, type SecurityEvents } from './security-events.js';
import { listenError, probeListen } from './start-error.js';
import { openIntake, openStore, type StorageEvents } from './storage.js';
import { serverVersion } from './version.js';

export interface ServerOptions {
  /** Folder with the built browser application; absent: API only. */
  readonly webRoot?: string;
  /** Where the server's own log goes beside its own store. Default: the standard output. */
  readonly sinks?: readonly Sink[];
}

/** A running server. */
export interface Server {
  /** Where it listens: `http://127.0.0.1:4710`. */
  readonly url: string;
  /** User name and password to show, until somebody has signed in with them. */
  readonly firstLogin?: FirstLogin;
  /** Stops taking requests, finishes those that are running, and closes everything in order. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts the platform: opens the spool, then engine and control data side by side, and returns when it listens and is ready. Later
 * the engine may come and go: entries are accepted all the while.
 *
 * @throws StartError, ControlError, EngineError or MigrationError, each saying what to do; nothing stays open then
 * @example
 * const server = await startServer(loadConfig(), { webRoot });
 * process.once('SIGTERM', () => server.close());
 */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  const closing = createClosing();
  try {
    return await start(config, options, closing);
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function start(config: Config, options: ServerOptions, closing: Closing): Promise<Server> {
  const startedAt = performance.now();
  const version = serverVersion();
  const metrics = createMetrics(version);

  let storeOwn: (lines: readonly string[]) => Promise<void> = async () => {
    throw new Error('the store is not open yet');
  };
  const log = createOwnLog({
    version,
    level: config.log.level,
    format: config.log.format,
    sinks: options.sinks,
    store: config.log.store ? (lines) => storeOwn(lines) : undefined,
  });
  // For a start that fails; a running server closes its log earlier, below.
  closing.add('log', () => log.close({ timeoutMs: 0 }));
  const onFailure = (task: string, err: unknown) => log.emit(entryTypes.backgroundFailed, { task, err });
  const events: StorageEvents = {
    onFailure,
    onEngineState: (state) => log.emit(entryTypes.engineStateChanged, { state }),
  };
  const security = createSecurityEvents(log, metrics);

  await probeListen(config.listen);
  const directory = await prepareDataDirectory(config.data_dir);
  // First of all, as its lock keeps a second server out of the whole directory.
  const intake = await openIntake(config, directory, events);
  closing.add('spool', intake.close);

  const [store, { access, firstLogin, control }] = await bothOrNeither(
    openStore(config, directory, intake, metrics, events).then((opened) => {
      closing.add('engine', opened.close);
      return opened;
    }),
    openAccess(config, directory, security, onFailure, closing),
  );

  const limits = {
    lineBytes: config.ingest.max_entry_size,
    bodyBytes: config.ingest.max_body_size,
    maxAgeMs: config.ingest.max_age,
  };
  const declared = await openEntryTypes({
    database: control.database,
    onDrift: metrics.drifted,
    onOverflow: metrics.driftOverflowed,
    onFailure,
  });
  closing.add('entry types', declared.close);
  if (config.log.store) await declared.register(ownDeclaration(version));
  const tail = createTail();
  const ingest = createIngest({
    spool: intake,
    keys: intake.keys,
    drift: declared.watch,
    limits,
    scrub: { rules: config.scrub.rules, allow: config.scrub.allow, maxLength: config.scrub.max_text },
    onScrubbed: metrics.scrubbed,
    onObserved: metrics.observed,
    onAccepted: tail.publish,
    wantsAccepted: () => tail.subscribers > 0,
    onBatch(protocol, counts) {
      metrics.ingested(protocol, counts);
      store.accepted();
    },
  });
  storeOwn = ownEntries(ingest);
  // Closed before the store and the spool, into which its last entries go.
  closing.add('log', () => log.close());

  metrics.connect({
    spool: () => intake.spool.stats(),
    drain: () => ({ lagSeconds: store.lagSeconds() }),
    engine: () => store.engine.state,
  });
  const checks: HealthCheck[] = [
    { part: 'engine', problem: () => store.problem() },
    { part: 'spool', problem: () => intake.problem() },
    { part: 'control', problem: () => control.ping().then(() => undefined) },
  ];
  const http = await composeHttp({
    config,
    version,
    access,
    ingest,
    limits,
    queries: withMetrics(createQueries({ engine: store.engine }), metrics),
    entryTypes: declared,
    live: tail,
    metrics,
    checks,
    webRoot: options.webRoot,
    onKey: security.onKey,
    onUnexpected(error, { id: request_id, method, path: route }) {
      metrics.unexpectedError();
      log.emit(entryTypes.requestFailed, { method, route, request_id, err: withoutStatement(error) });
    },
  });
  closing.add('HTTP server', async () => {
    await http.close();
    log.emit(entryTypes.serverStopped);
  });

  const { host, port } = config.listen;
  await http.listen({ host, port }).catch((cause: unknown) => {
    throw listenError(cause, config.listen) ?? cause;
  });
  const url = urlOf(http.server.address(), config);
  log.emit(entryTypes.serverStarted, {
    release: version,
    url,
    startup_ms: Math.round(performance.now() - startedAt),
    engine: config.engine.url === undefined ? 'embedded' : 'remote',
    control: control.kind,
  });
  return { url, ...(firstLogin && { firstLogin }), close: () => closing.run() };
}

async function openAccess(
  config: Config,
  directory: DataDirectory,
  security: SecurityEvents,
  onFailure: (task: string, error: unknown) => void,
  closing: Closing,
) {
  const { url } = config.control;
  const control = await openControl(url === undefined ? { dir: directory.control } : { url }, (error) =>
    onFailure('connection to the control database', error),
  );
  closing.add('control database', control.close);
  const access: Access = await createAccess({
    database: control.database,
    sessionLifetime: config.access.session_lifetime,
    sessionMaxLifetime: config.access.session_max_lifetime,
    loginAttempts: config.access.login_attempts,
    loginLockout: config.access.login_lockout,
    onLogin: security.onLogin,
    onAccount: security.onAccount,
    onPasswordEnded: (username) =>
      forgetFirstLogin(username, directory.keys).catch((error: unknown) =>
        onFailure('removing the first sign-in, which works no longer', error),
      ),
    onRefused: security.onRefused,
    onError: (error) => onFailure('writing when a key was last used', error),
  });
  const firstLogin = await prepareFirstLogin(createUsers(control.database), directory.keys);
  await ensureLocalKey(access.keys, directory.keys);
  return { access, firstLogin, control };
}

/** Both results; when one fails, its error, but only after the other has come to an end and can be closed. */
async function bothOrNeither<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

function urlOf(address: string | AddressInfo | null, { listen }: Config): string {
  const scheme = listen.tls_cert_file === undefined ? 'http' : 'https';
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  // Every interface is no address that a browser can open; this machine's own is.
  const host = listen.host === '0.0.0.0' || listen.host === '::' ? '127.0.0.1' : listen.host;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
