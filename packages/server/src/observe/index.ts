export * as entryTypes from './entry-types.js';
export type { HealthCheck } from './health.js';
export { createMetrics, type Metrics } from './metrics.js';
export { createOwnLog, OWN_SERVICE, type OwnLogOptions } from './own-log.js';
export { createRepetition } from './repetition.js';
export { addObservation } from './routes.js';
