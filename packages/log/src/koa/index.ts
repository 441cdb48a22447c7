export type { BrowserEntriesOptions } from '../browser-entries/options.js';
export * from '../request/index.js';
export { browserEntries } from './browser-entries.js';
export { type RequestLoggerOptions, requestLogger } from './request-logger.js';
