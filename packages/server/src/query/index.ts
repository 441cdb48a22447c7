export { type Nanoseconds, parseMoment, parseRfc3339 } from './moment.js';
export { type CallOptions, createQueries, type Queries, type QueriesOptions } from './queries.js';
export { QueryError, type QueryErrorCode, toQueryError } from './query-error.js';
export type { RangeEntry, RangeRequest } from './range.js';
export { createTail, type Tail, type TailListener, type TailOptions } from './tail.js';
