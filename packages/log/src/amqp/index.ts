export * from '../job/index.js';
export { type MessageConsumerOptions, messageConsumer, messageHeaders } from './message-logger.js';
