export * from './entry-draft.js';
export * from './log-record.js';
export * from './standard-fields.js';
