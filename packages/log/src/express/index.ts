export { httpError, httpRequest } from '../http/request-entry.js';
export { requestErrorLogger } from './request-error-logger.js';
export { type RequestLoggerOptions, requestLogger } from './request-logger.js';
