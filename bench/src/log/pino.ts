import { pino, destination as pinoDestination, stdTimeFunctions } from 'pino';
import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, failure, MESSAGE, ORDER, PAID, SECRET_PATHS } from './payload.js';

/**
 * With ISO time, as everybody else here writes it.
 *
 * @param write `undefined`: pino's own destination, with its documented setting for speed (gathering 4 KB)
 */
export function pinoSubject(write: Write | undefined): Subject {
  const stream = write === undefined ? pinoDestination({ dest: '/dev/null', minLength: 4_096, sync: true }) : { write };
  const options = { timestamp: stdTimeFunctions.isoTime, base: { service: 'bench', environment: 'production' } };
  const log = pino(options, stream);
  const child = log.child(CONTEXT);
  const redacting = pino({ ...options, redact: SECRET_PATHS }, stream).child(CONTEXT);
  const err = failure();
  return {
    string: () => log.info(MESSAGE),
    fields: () => log.info(ORDER, MESSAGE),
    context: () => child.info(ORDER, MESSAGE),
    redacted: () => redacting.info(PAID, MESSAGE),
    free: () => child.info(ORDER, MESSAGE),
    disabled: () => child.debug(ORDER, MESSAGE),
    error: () => child.error({ err }, MESSAGE),
    rotation: () => child.info(ORDER, MESSAGE),
  };
}
