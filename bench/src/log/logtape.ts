import { configure, getJsonLinesFormatter, getLogger } from '@logtape/logtape';
import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, failure, MESSAGE, ORDER } from './payload.js';

export async function logtapeSubject(write: Write): Promise<Subject> {
  const format = getJsonLinesFormatter();
  await configure({
    sinks: { given: (record) => write(format(record)) },
    loggers: [
      { category: 'bench', sinks: ['given'], lowestLevel: 'info' },
      { category: ['logtape', 'meta'], sinks: [] },
    ],
  });
  const log = getLogger('bench').with({ service: 'bench', environment: 'production' });
  const child = log.with(CONTEXT);
  const err = failure();
  return {
    string: () => log.info(MESSAGE),
    fields: () => log.info(MESSAGE, ORDER),
    context: () => child.info(MESSAGE, ORDER),
    free: () => child.info(MESSAGE, ORDER),
    disabled: () => child.debug(MESSAGE, ORDER),
    error: () => child.error(MESSAGE, { err }),
  };
}
