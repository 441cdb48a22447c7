export { decodePart } from './batch/batch.js';
export { type Drain, type DrainEvent, type DrainOptions, startDrain } from './drain/drain.js';
export { createSpoolHealth, type SpoolHealth } from './intake/spool-health.js';
export { type IdempotencyKeys, openIdempotencyKeys } from './keys/idempotency-keys.js';
export { unconsumedKeys } from './keys/unconsumed-keys.js';
export { MigrationError, migrate } from './schema/migrate.js';
