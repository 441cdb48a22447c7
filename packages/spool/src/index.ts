export {
  SpoolClosedError,
  SpoolDeletedError,
  SpoolError,
  SpoolFormatError,
  SpoolFullError,
  SpoolIoError,
  SpoolLockedError,
  SpoolPositionError,
  SpoolTooLargeError,
} from './errors.js';
export { makeDirectory } from './files/make-directory.js';
export { liveness, ownIdentitySync, type ProcessIdentity } from './lock/process-identity.js';
export { openSpool, openSyncSpool } from './open-spool.js';
export type { SpoolOptions } from './options.js';
export { comparePositions, formatPosition, type SpoolPosition } from './position.js';
export { describeProblem, type SpoolProblem } from './problem.js';
export type { SpoolBatch, SpoolRecord } from './reader/reader.js';
export { type PackedRecords, RecordPacker, type Records } from './records/packed.js';
export type { ReadOptions, Spool, SpoolStats, SyncSpool } from './spool.js';
