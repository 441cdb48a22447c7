import { createLogger, initLogger } from 'evlog';
import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, failure, MESSAGE, ORDER } from './payload.js';

/** Its own way: an event is made, filled and emitted. Nothing on the console, everything through the drain as JSON. */
export function evlogSubject(write: Write): Subject {
  initLogger({
    env: { service: 'bench', environment: 'production' },
    silent: true,
    drain: ({ event }) => write(`${JSON.stringify(event)}\n`),
  });
  const err = failure();
  const emit = (fields: object): void => {
    const event = createLogger({ ...fields });
    event.info(MESSAGE);
    event.emit();
  };
  return {
    string: () => emit({}),
    fields: () => emit(ORDER),
    context: () => emit({ ...CONTEXT, ...ORDER }),
    free: () => emit({ ...CONTEXT, ...ORDER }),
    error: () => {
      const event = createLogger({ ...CONTEXT });
      event.error(err);
      event.emit();
    },
  };
}
