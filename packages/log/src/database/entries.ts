import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

const statement = {
  system: f.enum(['postgresql', 'mysql', 'sqlite'], { class: 'public' }),
  operation: f.string({ class: 'public', description: 'First word of the statement: select, insert, …' }),
  query: f.string({
    description: 'Shape of the statement: literals replaced by ?, lists shortened, comments removed.',
  }),
  query_id: f.string({ description: 'Hash of the shape: the same for the same statement with other values.' }),
  query_name: f.string({ optional: true, description: 'Name of a prepared statement.' }),
} as const;

const pool = f.nested(
  { total: f.integer(), idle: f.integer(), waiting: f.integer() },
  { optional: true, description: 'Connections open, of these unused, and callers waiting for one.' },
);

const timing = {
  rows: f.integer({ optional: true, description: 'Rows returned or changed.' }),
  waited_ms: f.duration({ optional: true, description: 'Time the caller waited for a connection before.' }),
  duration_ms: f.standard(),
  pool,
} as const;

/** A query took at least as long as the threshold. */
export const querySlow = entryType('db.query_slow', {
  level: 'warning',
  message: 'Slow {operation} on {system}',
  description: 'A query took at least as long as the threshold allows.',
  fields: { ...statement, ...timing, threshold_ms: f.duration() },
});

/** A query failed. */
export const queryFailed = entryType('db.query_failed', {
  level: 'error',
  message: '{operation} on {system} failed: {reason}',
  description: 'The database refused a query, or the connection broke. Values of the query are never written.',
  fields: {
    ...statement,
    ...timing,
    reason: f.string({ description: 'Code of the error, else its type.' }),
    err: f.error(),
  },
});

/** A query, when every one is to be written. */
export const queryDone = entryType('db.query', {
  level: 'debug',
  message: '{operation} on {system}',
  description: 'A query was answered. Written only when asked for.',
  fields: { ...statement, ...timing },
});

/** A statement an ORM is about to send; its time is not known. */
export const querySent = entryType('db.query_sent', {
  level: 'debug',
  message: '{operation} on {system}',
  description: 'An ORM sent a statement. What became of it is written by the driver beneath, when that is logged too.',
  fields: { ...statement, parameters: f.integer({ description: 'Number of bound values.' }) },
});

/** The state of a connection pool. */
export const poolState = entryType('db.pool_state', {
  level: 'info',
  message: 'Pool of {system}: {total} connections, {idle} idle, {waiting} waiting',
  description: 'How many connections a pool holds; written at the interval asked for.',
  fields: {
    system: statement.system,
    total: f.integer(),
    idle: f.integer(),
    waiting: f.integer({ description: 'Callers waiting for a connection.' }),
  },
});

/** A connection could not be had. */
export const connectionFailed = entryType('db.connection_failed', {
  level: 'error',
  message: 'No connection to {system}: {reason}',
  description: 'A connection could not be opened or was lost while nobody used it.',
  fields: {
    system: statement.system,
    reason: f.string({ description: 'Code of the error, else its type.' }),
    waited_ms: f.duration({ optional: true }),
    pool,
    err: f.error(),
  },
});
