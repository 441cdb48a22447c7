export {
  socketAuthenticated,
  socketClosed,
  socketConnected,
  socketFailed,
  socketMessage,
  socketRateLimited,
  socketRefused,
} from './entries.js';
export { logSockets, type ObservedSockets, type SocketLoggerOptions } from './socket-logger.js';
export type { SocketSession } from './socket-session.js';
