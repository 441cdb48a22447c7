import { AsyncResource } from 'node:async_hooks';
import { observeMethod } from '../method/observe-method.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import type { QueryLog } from './query-log.js';

/**
 * Sees how long callers wait for a connection of a pool, and keeps each of them in their own context: a pool hands a connection
 * over in the context of whoever gave it back, and a query would be logged as somebody else's.
 *
 * @param method name of the pool's method that takes a callback for a connection, and returns a promise without one
 * @returns how long the last caller waited for this connection; asked once
 */
export function observeConnections(
  pool: object,
  method: string,
  queries: QueryLog,
): (connection: unknown) => number | undefined {
  const waited = new WeakMap<object, number>();
  observeMethod(pool, method, (args, call) => {
    const started = performance.now();
    const settled = (err: unknown, connection: unknown): void => {
      const waitedMs = millisecondsSince(started);
      if (err) queries.connectionFailed(err, waitedMs);
      else if (typeof connection === 'object' && connection !== null) waited.set(connection, waitedMs);
    };
    const [callback] = args;
    if (typeof callback === 'function') {
      const bound = AsyncResource.bind((...answer: unknown[]) => {
        settled(answer[0], answer[1]);
        Reflect.apply(callback, undefined, answer);
      });
      return call([bound]);
    }
    const result = call(args);
    if (result instanceof Promise)
      result.then(
        (connection) => settled(undefined, connection),
        (err) => settled(err ?? new Error('no connection'), undefined),
      );
    return result;
  });
  return (connection) => {
    if (typeof connection !== 'object' || connection === null) return undefined;
    const waitedMs = waited.get(connection);
    waited.delete(connection);
    return waitedMs;
  };
}
