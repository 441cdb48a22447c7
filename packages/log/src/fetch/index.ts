export { type CallLoggerOptions, logCalls } from './call-logger.js';
export { callAnswered, callFailed } from './entries.js';
