export * from '../request/index.js';
export { type RequestLoggerOptions, requestLogger } from './request-logger.js';
