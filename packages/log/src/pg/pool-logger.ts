import { errorMonitor } from 'node:events';
import type { Pool } from 'pg';
import { observeConnections } from '../database/connections.js';
import { type ObservedPool, QueryLog, type QueryLogOptions, type SentQuery } from '../database/query-log.js';
import { listen, observeMethod, propertyOf } from '../method/observe-method.js';

/**
 * Logs what goes through a pool of `pg`: slow and failed queries with their shape, time, rows and the state of the pool, and
 * connections that cannot be had. Values are never written. The entries belong to the context of the caller, and so does what the
 * caller does with the connection.
 *
 * @example
 * const pool = new Pool({ connectionString });
 * const observed = logPool(pool, { log, slowMs: 100, poolStateMs: 60_000 });
 */
export function logPool(pool: Pool, options: QueryLogOptions): ObservedPool {
  const queries = new QueryLog(options, 'postgresql', () => ({
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }));
  const waitedFor = observeConnections(pool, 'connect', queries);
  const known = new WeakSet<object>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    observeQueries(client, queries, waitedFor);
  });
  listen(pool, errorMonitor, (err) => queries.connectionFailed(err));
  return queries;
}

/** `client.query` takes text or a configuration, with a callback or for a promise, or an object that does the query itself. */
function observeQueries(client: object, queries: QueryLog, waitedFor: (client: unknown) => number | undefined): void {
  observeMethod(client, 'query', (args, call) => {
    const [config] = args;
    const text = typeof config === 'string' ? config : propertyOf(config, 'text');
    if (typeof text !== 'string') return observeSubmitted(config, queries, call(args));
    const name = propertyOf(config, 'name');
    const details = { name: typeof name === 'string' ? name : undefined, waitedMs: waitedFor(client) };
    const query = queries.sent(text, details);
    const at = args.findIndex((arg) => typeof arg === 'function');
    const callback = args[at];
    if (typeof callback === 'function') {
      const seen = (...answer: unknown[]): void => {
        settle(query, answer[0], answer[1]);
        Reflect.apply(callback, undefined, answer);
      };
      return call(args.with(at, seen));
    }
    const result = call(args);
    if (result instanceof Promise)
      result.then(
        (value) => settle(query, undefined, value),
        (err) => settle(query, err ?? new Error('unknown'), undefined),
      );
    return result;
  });
}

/** A cursor, a stream or another object with a `submit` of its own: its time is not one query's, its failure is. */
function observeSubmitted(submitted: unknown, queries: QueryLog, result: unknown): unknown {
  const text = propertyOf(propertyOf(submitted, 'cursor') ?? submitted, 'text');
  const query = queries.sent(typeof text === 'string' ? text : '');
  listen(submitted, errorMonitor, (err) => query.failed(err));
  return result;
}

function settle(query: SentQuery, err: unknown, result: unknown): void {
  if (err) query.failed(err);
  else query.done(rowsOf(result));
}

function rowsOf(result: unknown): number | undefined {
  const rows = propertyOf(result, 'rowCount');
  return typeof rows === 'number' ? rows : undefined;
}
