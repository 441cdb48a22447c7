export * from '../job/index.js';
export { type JobLoggerOptions, jobOptions, jobProcessor, logWorker } from './job-logger.js';
