export { type PgOutbox, type PgOutboxOptions, pgOutbox } from './pg-outbox.js';
export type { OutboxPool, PooledClient, Queryable } from './queryable.js';
export { OutboxNotKeptError, type OutboxRelay, type RelayOptions, type RelayStats } from './relay.js';
