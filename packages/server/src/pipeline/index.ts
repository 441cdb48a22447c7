export { DEFAULT_RETENTION_CLASSES, DEFAULT_STREAM_RULES, defaultRetention, type StreamRule } from './classify.js';
export type { DriftBatch, DriftWatch } from './drift.js';
export { createIngest, type IngestOptions } from './ingest.js';
export { BatchTooLargeError, OverloadedError, UnavailableError } from './ingest-error.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export type { Acceptance, Ingest, RawBatch, RawEntry, Source } from './raw-batch.js';
export type { ScrubRule } from './scrub.js';
