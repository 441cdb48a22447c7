import { readFile } from 'node:fs/promises';
import { createEngine, type Engine, type EngineOptions, isEngineUnavailable } from '@heartwood/engine';
import { describeProblem, openSpool, type Spool, SpoolLockedError } from '@heartwood/spool';
import type { Config } from './config/index.js';
import type { DataDirectory } from './data-directory.js';
import type { Metrics } from './observe/index.js';
import { StartError } from './start-error.js';
import {
  createSpoolHealth,
  type DrainEvent,
  type IdempotencyKeys,
  migrate,
  openIdempotencyKeys,
  startDrain,
  unconsumedKeys,
} from './store/index.js';

/** Told of what goes wrong or changes in the background. */
export interface StorageEvents {
  readonly onFailure: (task: string, error: Error) => void;
  readonly onEngineState: (state: Engine['state']) => void;
}

/** The durable queue in front of the engine. From here on entries can be accepted, whatever the engine does. */
export interface Intake {
  readonly spool: Spool;
  readonly keys: IdempotencyKeys;
  /** Stores a batch in the spool. */
  readonly append: Spool['append'];
  /** Why batches are refused just now; `undefined` when they are not. */
  problem(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** @throws StartError when another server has this data directory */
export async function openIntake(config: Config, directory: DataDirectory, events: StorageEvents): Promise<Intake> {
  const spool = await openSpool({
    dir: directory.spool,
    segmentBytes: config.spool.segment_size,
    maxBytes: config.spool.max_size,
    // One batch is one record, and rows are longer than the lines they were made of.
    maxRecordBytes: 4 * config.ingest.max_body_size,
    onProblem: (problem) => events.onFailure('spool', new Error(describeProblem(problem))),
  }).catch((cause: unknown) => {
    if (!(cause instanceof SpoolLockedError)) throw cause;
    const owner = cause.pid === undefined ? 'another process' : `process ${cause.pid}`;
    throw new StartError(
      'data_directory_locked',
      `The data directory ${directory.root} is in use by ${owner}, most likely another Heartwood server. Stop it, or choose another with data_dir (HEARTWOOD_DATA_DIR).`,
      { cause },
    );
  });
  try {
    const keys = await openIdempotencyKeys({ dir: directory.drain, unconsumed: unconsumedKeys(spool) });
    const health = createSpoolHealth({ spool, dir: directory.spool, maxBytes: config.spool.max_size });
    return {
      spool,
      keys,
      ...health,
      async close() {
        await keys.close();
        await spool.close();
      },
    };
  } catch (error) {
    await spool.close();
    throw error;
  }
}

/** The engine with its tables, and the drain that fills them. */
export interface Store {
  readonly engine: Engine;
  /** Why queries cannot be answered just now; `undefined` when they can. */
  problem(): Promise<string | undefined>;
  /** Upper bound of the age of the oldest accepted entry that the engine does not have, seconds. */
  lagSeconds(): number;
  /** Call when entries were accepted; starts the clock of `lagSeconds`. */
  accepted(): void;
  close(): Promise<void>;
}

/**
 * Opens the engine, brings its tables up to date and begins to drain the spool into them.
 *
 * @throws EngineError when the engine cannot run or be reached; MigrationError when the tables belong to another version
 */
export async function openStore(
  config: Config,
  directory: DataDirectory,
  { spool, keys }: Intake,
  metrics: Metrics,
  events: StorageEvents,
): Promise<Store> {
  const engine = await createEngine(await engineOptions(config, directory));
  const stopListening = engine.on('state', (state) => {
    if (state === 'restarting') metrics.engineRestarted();
    events.onEngineState(state);
  });
  let behindSince = spool.stats().records > 0 ? Date.now() : undefined;

  function onDrained(event: DrainEvent): void {
    if (event.kind === 'inserted') {
      metrics.inserted(event.rows, event.ms / 1_000);
      // Whatever is left arrived after the range that is now stored had been read.
      behindSince = spool.stats().records === 0 ? undefined : Date.now() - event.ms;
    } else if (event.kind === 'retry') {
      metrics.insertFailed();
      if (event.attempt === 1) events.onFailure('insert into the engine', event.error);
    } else if (event.kind === 'dead-letters') {
      metrics.deadLetters(event.count);
      const message = `${event.count} rows were refused and kept in dead-letters.ndjson: ${event.error}`;
      events.onFailure('insert into the engine', new Error(message));
    } else if (event.kind === 'unreadable') {
      events.onFailure('reading the spool', event.error);
    }
  }

  async function closeEngine(): Promise<void> {
    stopListening();
    await engine.close();
  }

  try {
    await migrate(engine);
    const drain = await startDrain({ spool, engine, keys, dir: directory.drain, onEvent: onDrained });
    return {
      engine,
      async problem() {
        if (engine.state !== 'ready') return `is ${engine.state}`;
        try {
          await engine.ping();
          return undefined;
        } catch (error) {
          // The reason names addresses; a query that needs the engine has it in the log.
          if (isEngineUnavailable(error)) return 'does not answer';
          throw error;
        }
      },
      lagSeconds: () => (behindSince === undefined ? 0 : (Date.now() - behindSince) / 1_000),
      accepted() {
        behindSince ??= Date.now();
      },
      async close() {
        await drain.close();
        await closeEngine();
      },
    };
  } catch (error) {
    await closeEngine();
    throw error;
  }
}

async function engineOptions({ engine }: Config, directory: DataDirectory): Promise<EngineOptions> {
  if (engine.url === undefined) return { embedded: { dir: directory.engine, backupsDir: directory.backups } };
  return {
    url: engine.url,
    user: engine.user,
    ...(engine.password === undefined ? {} : { password: engine.password }),
    ...(engine.tls_ca_file === undefined ? {} : { tls: { ca: await readFile(engine.tls_ca_file) } }),
  };
}
