export * from '../database/index.js';
export { logPool } from './pool-logger.js';
