import { errorMonitor } from 'node:events';
import type { Pool } from 'mysql2';
import type { Pool as PromisePool } from 'mysql2/promise';
import { observeConnections } from '../database/connections.js';
import { type ObservedPool, QueryLog, type QueryLogOptions, type SentQuery } from '../database/query-log.js';
import { listen, observeMethod, propertyOf } from '../method/observe-method.js';

/**
 * Logs what goes through a pool of `mysql2` or `mysql2/promise`: slow and failed queries with their shape, time, rows and the state
 * of the pool, and connections that cannot be had. Values are never written. The entries belong to the context of the caller,
 * and so does what the caller does with the connection.
 *
 * @example
 * const pool = mysql.createPool({ uri });
 * const observed = logPool(pool, { log, slowMs: 100, poolStateMs: 60_000 });
 */
export function logPool(pool: Pool | PromisePool, options: QueryLogOptions): ObservedPool {
  // A promise pool is a face of the pool with callbacks beneath it.
  const core: unknown = 'promise' in pool ? pool : propertyOf(pool, 'pool');
  if (typeof core !== 'object' || core === null) throw new TypeError('logPool: not a pool of mysql2 or mysql2/promise');
  const queries = new QueryLog(options, 'mysql', () => ({
    total: lengthOf(propertyOf(core, '_allConnections')),
    idle: lengthOf(propertyOf(core, '_freeConnections')),
    waiting: lengthOf(propertyOf(core, '_connectionQueue')),
  }));
  const waitedFor = observeConnections(core, 'getConnection', queries);
  const known = new WeakSet<object>();
  listen(core, 'acquire', (connection) => {
    if (typeof connection !== 'object' || connection === null || known.has(connection)) return;
    known.add(connection);
    for (const method of ['query', 'execute']) observeQueries(connection, method, queries, waitedFor);
  });
  return queries;
}

/** `query` takes text or options, values and a callback, or a command made by the pool that has its callback in `onResult`. */
function observeQueries(
  connection: object,
  method: string,
  queries: QueryLog,
  waitedFor: (connection: unknown) => number | undefined,
): void {
  observeMethod(connection, method, (args, call) => {
    const [sql] = args;
    // Read before the call: afterwards a command holds the text with its values in it.
    const text = typeof sql === 'string' ? sql : propertyOf(sql, 'sql');
    if (typeof text !== 'string') return call(args);
    const query = queries.sent(text, { waitedMs: waitedFor(connection) });
    const seen =
      (callback: object) =>
      (...answer: unknown[]): void => {
        settle(query, answer[0], answer[1]);
        if (typeof callback === 'function') Reflect.apply(callback, undefined, answer);
      };
    const at = args.findIndex((arg) => typeof arg === 'function');
    const callback = args[at];
    if (typeof callback === 'function') return call(args.with(at, seen(callback)));
    const onResult = propertyOf(sql, 'onResult');
    if (typeof onResult === 'function' && typeof sql === 'object' && sql !== null) {
      Reflect.set(sql, 'onResult', seen(onResult));
      return call(args);
    }
    const command = call(args);
    let failed = false;
    listen(command, errorMonitor, (err) => {
      failed = true;
      query.failed(err);
    });
    listen(command, 'end', () => {
      if (!failed) query.done();
    });
    return command;
  });
}

function settle(query: SentQuery, err: unknown, result: unknown): void {
  if (err) query.failed(err);
  else query.done(rowsOf(result));
}

function rowsOf(result: unknown): number | undefined {
  const rows = Array.isArray(result) ? result.length : propertyOf(result, 'affectedRows');
  return typeof rows === 'number' ? rows : undefined;
}

/** mysql2 keeps its connections in a queue of its own that has a length; it has no public count. */
function lengthOf(queue: unknown): number {
  const length = propertyOf(queue, 'length');
  return typeof length === 'number' ? length : 0;
}
