export * from '../job/index.js';
export { logConsumer, type MessageLoggerOptions, messageConsumer, messageHeaders } from './message-logger.js';
