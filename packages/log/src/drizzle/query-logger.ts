import type { Logger as DrizzleLogger } from 'drizzle-orm/logger';
import { querySent } from '../database/entries.js';
import { type Dialect, queryShape } from '../database/query-shape.js';
import type { Logger } from '../logger/logger.js';

/** What {@link queryLogger} takes. */
export interface QueryLoggerOptions {
  readonly log: Logger;
  /** Which database is beneath. */
  readonly system: Dialect;
}

/**
 * Drizzle's `logger`: writes every statement Drizzle sends as `db.query_sent` at DEBUG, by its shape and never with its values.
 *
 * Drizzle calls it before a statement is sent and has no hook for its end. Time, rows and failures come from the driver: give the
 * pool to `logPool` of `@heartwood/log/pg` or `/mysql` too.
 *
 * @example const db = drizzle({ client: pool, logger: queryLogger({ log, system: 'postgresql' }) });
 */
export function queryLogger(options: QueryLoggerOptions): DrizzleLogger {
  const { log, system } = options;
  return {
    logQuery(query, params) {
      log.emit(querySent, { system, ...queryShape(query, system), parameters: params.length });
    },
  };
}
