export * from '../record/log-record.js';
export * from './access.js';
export * from './entry-types.js';
export * from './errors.js';
export * from './search.js';
