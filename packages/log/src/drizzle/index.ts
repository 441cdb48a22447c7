export { querySent } from '../database/index.js';
export { type QueryLoggerOptions, queryLogger } from './query-logger.js';
