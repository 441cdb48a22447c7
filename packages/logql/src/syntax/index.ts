export * from './label-filter.js';
export * from './line-filter.js';
export * from './query.js';
export * from './selector.js';
