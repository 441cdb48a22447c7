/** Names loggers have, where nothing better is known about a value: `log`, `logger`, `auditLog`, `requestLogger` is none. */
export const LOGGER_NAME = /^(log|logger)$|(?<!request|Request)(Log|Logger)$/;

/** The methods of a Heartwood logger that take a message. */
export const LOG_LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warning', 'error', 'critical']);

/** The level that stands for a method of the console. The others (`table`, `time`, `group`, …) have none. */
export const CONSOLE_LEVELS: ReadonlyMap<string, string> = new Map([
  ['log', 'info'],
  ['info', 'info'],
  ['debug', 'debug'],
  ['warn', 'warning'],
  ['error', 'error'],
]);

/** The methods that take an entry type. */
export const EMITTING: ReadonlySet<string> = new Set(['emit', 'audit', 'security']);
