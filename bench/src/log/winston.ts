import { Writable } from 'node:stream';
import winston from 'winston';
import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, failure, MESSAGE, ORDER } from './payload.js';

/** JSON with a time stamp; an error's stack by `format.errors`. */
export function winstonSubject(write: Write): Subject {
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, next) {
      write(line);
      next();
    },
  });
  const { combine, errors, json, timestamp } = winston.format;
  const log = winston.createLogger({
    level: 'info',
    format: combine(errors({ stack: true }), timestamp(), json()),
    defaultMeta: { service: 'bench', environment: 'production' },
    transports: [new winston.transports.Stream({ stream })],
  });
  const child = log.child(CONTEXT);
  const err = failure();
  return {
    string: () => log.info(MESSAGE),
    fields: () => log.info(MESSAGE, ORDER),
    context: () => child.info(MESSAGE, ORDER),
    free: () => child.info(MESSAGE, ORDER),
    disabled: () => child.debug(MESSAGE, ORDER),
    error: () => child.error(err),
  };
}
