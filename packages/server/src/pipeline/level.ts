import type { Json, Level } from '../record/index.js';

/**
 * What other loggers call our five levels, lower case: syslog (RFC 5424 §6.2.1), log4j, java.util.logging, Python, pino,
 * bunyan, winston, zap, .NET and glog's letters.
 */
const NAMES: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...(['debug', 'trace', 'verbose', 'silly', 'fine', 'finer', 'finest', 'dbg', 'd', 't'] as const).map(
    (n) => [n, 'DEBUG'] as const,
  ),
  ...(['info', 'information', 'informational', 'notice', 'log', 'config', 'http', 'inf', 'i'] as const).map(
    (n) => [n, 'INFO'] as const,
  ),
  ...(['warning', 'warn', 'wrn', 'w'] as const).map((n) => [n, 'WARNING'] as const),
  ...(['error', 'err', 'severe', 'failure', 'e'] as const).map((n) => [n, 'ERROR'] as const),
  ...(['critical', 'crit', 'fatal', 'alert', 'emergency', 'emerg', 'panic', 'dpanic', 'f', 'c'] as const).map(
    (n) => [n, 'CRITICAL'] as const,
  ),
]);

/** pino's and bunyan's numbers: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
const NUMBERS: ReadonlyMap<number, Level> = new Map([
  [10, 'DEBUG'],
  [20, 'DEBUG'],
  [30, 'INFO'],
  [40, 'WARNING'],
  [50, 'ERROR'],
  [60, 'CRITICAL'],
]);

/** The level a sender means, by any usual name or pino's number; undefined when it is none. */
export function readLevel(claim: Json | undefined): Level | undefined {
  if (typeof claim === 'string') {
    switch (claim) {
      case 'INFO':
      case 'DEBUG':
      case 'WARNING':
      case 'ERROR':
      case 'CRITICAL':
        return claim;
      default:
        return claim.length <= 16 ? (NAMES.get(claim.trim().toLowerCase()) ?? NUMBERS.get(Number(claim))) : undefined;
    }
  }
  return typeof claim === 'number' ? NUMBERS.get(claim) : undefined;
}
