export * from '../request/index.js';
export { requestErrorLogger } from './request-error-logger.js';
export { type RequestLoggerOptions, requestLogger } from './request-logger.js';
