export { createEngine } from './create-engine.js';
export type { CommonOptions, EmbeddedOptions, Engine, EngineOptions, RemoteOptions } from './engine.js';
export {
  EngineError,
  EngineLockedError,
  EngineStartError,
  EngineUnavailableError,
  EngineUnsupportedPlatformError,
  isEngineUnavailable,
} from './errors.js';
export type { InsertOptions } from './insert.js';
export { type QueryLimits, READER_LIMITS, WRITER_LIMITS } from './limits.js';
export type { EngineState } from './state.js';
