import type { QueryLimits } from '../limits.js';
import type { Credentials } from './http/credentials.js';

/** Where a host listens: the embedded engine uses a socket file; a TCP port serves as a remote ClickHouse in tests. */
export type ListenOn = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** Everything a host is told by its parent, as JSON in the environment variable HEARTWOOD_ENGINE_HOST. */
export interface HostOptions {
  /** ClickHouse's data directory. */
  readonly dataDir: string;
  /** ClickHouse's configuration file. */
  readonly configFile: string;
  readonly listen: ListenOn;
  readonly readers: number;
  readonly readerLimits: QueryLimits;
  readonly writerLimits: QueryLimits;
  readonly maxBodyBytes: number;
  readonly credentials?: Credentials;
}

export const HOST_OPTIONS_VARIABLE = 'HEARTWOOD_ENGINE_HOST';

/** What a host tells its parent over IPC, first and once. */
export type HostMessage =
  | { readonly type: 'ready'; readonly version: string; readonly openMs: number; readonly port: number | undefined }
  | { readonly type: 'failed'; readonly reason: 'unsupported' | 'error'; readonly message: string };

/** What it answers to `ask`. */
export interface AliveMessage {
  readonly type: 'alive';
}

/** What the parent tells its host: to end, or to answer `alive`. */
export interface ParentMessage {
  readonly type: 'stop' | 'ask';
}
