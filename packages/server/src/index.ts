export { EngineError } from '@heartwood/engine';
export { AccessError, type FirstLogin } from './access/index.js';
export { type Server, type ServerOptions, startServer } from './app.js';
export {
  type Config,
  ConfigError,
  type ConfigKey,
  type ConfigProblem,
  configKeys,
  type LoadOptions,
  loadConfig,
} from './config/index.js';
export { ControlError } from './control/index.js';
export { StartError, type StartErrorCode } from './start-error.js';
export { MigrationError } from './store/index.js';
