export { connectionFailed, poolState, queryDone, queryFailed, querySent, querySlow } from './entries.js';
export type { ObservedPool, PoolState, QueryLogOptions } from './query-log.js';
