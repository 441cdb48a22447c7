export * from '../request/index.js';
export { type Handler, type RequestLoggerOptions, requestLogger } from './request-logger.js';
