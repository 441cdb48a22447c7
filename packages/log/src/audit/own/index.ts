export * from './break-glass.js';
export * from './clock.js';
export * from './data.js';
export * from './key.js';
export * from './legal-hold.js';
export * from './log.js';
export * from './object.js';
export * from './privacy.js';
