export { createServiceChecks, type ServiceChecks } from './checks.js';
export { createDriftWatch, type DriftWatchOptions } from './drift-watch.js';
export { type EntryTypeRegistry, openEntryTypes, TooManyDeclarationsError } from './registry.js';
export { compileTypeCheck, type TypeCheck, type TypeReport } from './type-check.js';
