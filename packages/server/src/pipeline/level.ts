import { levelName } from '@heartwood/logql';
import type { Json, Level } from '../record/index.js';

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
        return claim.length <= 16 ? (levelName(claim.trim()) ?? NUMBERS.get(Number(claim))) : undefined;
    }
  }
  return typeof claim === 'number' ? NUMBERS.get(claim) : undefined;
}
