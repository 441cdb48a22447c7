import type { ClickHouseClient } from '@clickhouse/client';
import type { InsertOptions } from './insert.js';
import type { QueryLimits } from './limits.js';
import type { EngineState } from './state.js';

/** ClickHouse, embedded or remote: the same object for both. */
export interface Engine {
  /** Reads. Queries run under the reader limits and cannot change anything. */
  readonly reader: ClickHouseClient;
  /** DDL and inserts; the embedded engine runs them one at a time, in order. */
  readonly writer: ClickHouseClient;
  /**
   * Stores one batch and returns when it is in the table. Sent again with the same token after any failure, each row is stored
   * once, within the table's deduplication window.
   *
   * @throws EngineUnavailableError when the engine went away (send again); ClickHouseError when it refused the rows
   */
  insert(options: InsertOptions): Promise<void>;
  /**
   * Asks the engine for a sign of life and runs no statement, so that it answers however busy the engine is. One that hangs answers
   * nothing for as long as a read may take, or until it has been killed: give up sooner.
   *
   * @throws EngineUnavailableError when it cannot be reached
   */
  ping(): Promise<void>;
  readonly state: EngineState;
  /** Process id of the embedded engine while it runs. */
  readonly pid: number | undefined;
  /** Calls `listener` at every change of state; returns a function that ends this. */
  on(event: 'state', listener: (state: EngineState) => void): () => void;
  /** Stops the embedded engine, or leaves the remote one. Idempotent. */
  close(): Promise<void>;
}

/** An engine in a child process of this one. */
export interface EmbeddedOptions {
  /** Directory of its own; made with mode 0700. */
  readonly dir: string;
  /** Where `BACKUP … TO Disk('backups', …)` writes; default `<dir>/backups`. */
  readonly backupsDir?: string;
  /** Queries that run at the same time, 1 to 16; default 3. */
  readonly readers?: number;
  /** Bytes the engine's statements and caches may take together; default 768 MiB. Its code takes some 250 MB besides. */
  readonly memoryBytes?: number;
}

/** A ClickHouse server. */
export interface RemoteOptions {
  /** `http://` or `https://`, with port. */
  readonly url: string;
  /** Default `default`. */
  readonly user?: string;
  readonly password?: string;
  /** Default `default`. */
  readonly database?: string;
  /** Certificates as PEM, for `https://`; without it the system's authorities are trusted. */
  readonly tls?: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

export interface CommonOptions {
  /** Ceilings of one query; the embedded engine enforces them, a remote one gets them as defaults. */
  readonly readerLimits?: Partial<QueryLimits>;
  readonly writerLimits?: Partial<QueryLimits>;
  /** Milliseconds a request waits for an engine that is restarting before EngineUnavailableError; default 5,000. */
  readonly waitMs?: number;
  /** Receives the engine's own output, line fragments included; default: dropped (its last 8 KiB are in errors). */
  readonly onLog?: (text: string) => void;
}

export type EngineOptions = CommonOptions & ({ readonly embedded: EmbeddedOptions } | RemoteOptions);
