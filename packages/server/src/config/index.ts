export { type ConfigKey, configKeys } from './key.js';
export { type LoadOptions, loadConfig } from './load.js';
export { locateServer, type ServerPlace } from './locate.js';
export { ConfigError, type ConfigProblem } from './problem.js';
export { type Config, configSchema } from './schema.js';
