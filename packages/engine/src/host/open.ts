import type { Session } from 'chdb';
import { Canceller } from './cancel.js';
import { DeduplicationLogs, reconcileDeduplicationLogs } from './deduplication-log.js';
import { Executor } from './executor.js';
import type { HostOptions } from './options.js';
import { SessionPool } from './pool.js';
import { EngineSession } from './session.js';

/** Statements that may wait for a session before further ones are refused. */
const MAX_WAITING = 1000;

/** chDB, opened: sessions behind an executor. */
export interface OpenEngine {
  readonly executor: Executor;
  readonly version: string;
  readonly timezone: string;
  /** Waits for running statements, then closes the sessions; closing a busy connection aborts the engine. */
  close(): Promise<void>;
}

/** Thrown when chDB cannot be loaded here. */
export class NoEngineBuildError extends Error {}

/** Opens the data directory: one writer, `readers` readers and one session that only kills statements. */
export async function openEngine(options: HostOptions, report: (event: unknown) => void): Promise<OpenEngine> {
  const chdb = await import('chdb').catch((error: unknown) => {
    throw new NoEngineBuildError(error instanceof Error ? error.message : String(error), { cause: error });
  });
  const natives: Session[] = [];
  const open = (): Session => {
    const session = new chdb.Session(options.dataDir, { connectionArgs: [`--config-file=${options.configFile}`] });
    natives.push(session);
    return session;
  };
  const control = open();
  for (const [table, lines] of reconcileDeduplicationLogs(control, options.dataDir)) {
    report(`deduplication history of ${table}: ${lines} blocks that were never stored, or dropped since, taken out`);
  }
  const writer = new EngineSession(open());
  const readers = Array.from({ length: options.readers }, () => new EngineSession(open()));
  const [version = '', timezone = 'UTC'] = control.query('SELECT version(), timezone()', 'TSV').trim().split('\t');
  const executor = new Executor({
    readers: new SessionPool(readers, MAX_WAITING),
    writer: new SessionPool([writer], MAX_WAITING),
    deduplicationLogs: new DeduplicationLogs(control, options.dataDir),
    canceller: new Canceller(control, report, () => {
      report('a killed statement did not end; the engine starts again to get its session back');
      process.kill(process.pid, 'SIGKILL');
    }),
    readerLimits: options.readerLimits,
    writerLimits: options.writerLimits,
  });
  return {
    executor,
    version,
    timezone,
    close: async () => {
      await chdb.drainPending();
      for (const session of natives) session.close();
      await chdb.drainPending();
    },
  };
}
