import type { Agent } from 'node:http';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { EngineUnavailableError } from './errors.js';
import { limitSettings, type QueryLimits } from './limits.js';

/** The clients of an engine: one that only reads, and one for DDL and inserts. */
export interface Clients {
  readonly reader: ClickHouseClient;
  readonly writer: ClickHouseClient;
}

/** A sign of life of the engine behind a client; see `Engine.ping`. */
export async function pingEngine(client: ClickHouseClient): Promise<void> {
  const answer = await client.ping();
  if (!answer.success) {
    throw new EngineUnavailableError(`it does not answer: ${answer.error.message}`, { cause: answer.error });
  }
}

/** Settings whose defaults differ between versions of ClickHouse and chDB, fixed so that both answer alike. */
const SAME_EVERYWHERE: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
};

/** Milliseconds beyond a statement's own limit after which the client gives up on an engine that does not answer. */
const ANSWER_GRACE_MS = 15_000;

export interface ClientOptions {
  readonly connection: Pick<
    ClickHouseClientConfigOptions,
    'url' | 'username' | 'password' | 'tls' | 'compression' | 'database'
  >;
  /**
   * Makes the agent of one client. Each needs its own: a client ends idle sockets by timers that another client's use of the
   * same socket does not stop (@clickhouse/client 1.23.1, socket_pool.js).
   */
  readonly createAgent?: () => Agent;
  readonly readerLimits: QueryLimits;
  readonly writerLimits: QueryLimits;
  readonly maxConnections: number;
}

/** Two clients for the same engine, each with its limits as default settings. */
export function createClients(options: ClientOptions): Clients {
  const create = (limits: QueryLimits, settings: ClickHouseSettings): ClickHouseClient =>
    createClient({
      ...options.connection,
      ...(options.createAgent === undefined ? {} : { http_agent: options.createAgent() }),
      application: 'heartwood',
      // Everything worth knowing comes back as an error; the client would write to the console besides.
      log: { level: ClickHouseLogLevel.OFF },
      max_open_connections: options.maxConnections,
      request_timeout: limits.maxExecutionSeconds * 1000 + ANSWER_GRACE_MS,
      clickhouse_settings: { ...SAME_EVERYWHERE, ...limitSettings(limits), ...settings },
    });
  return {
    // 2: no change of data, but settings may be given with each query.
    reader: create(options.readerLimits, { readonly: '2', cancel_http_readonly_queries_on_client_close: 1 }),
    writer: create(options.writerLimits, {}),
  };
}
