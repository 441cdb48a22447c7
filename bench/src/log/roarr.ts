import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, MESSAGE, ORDER } from './payload.js';

/** Switched on by its variable, which has to be there before it is imported. */
export async function roarrSubject(write: Write): Promise<Subject> {
  process.env.ROARR_LOG = 'true';
  const { Roarr, ROARR } = await import('roarr');
  ROARR.write = (line) => write(`${line}\n`);
  const log = Roarr.child({ service: 'bench', environment: 'production' });
  const child = log.child(CONTEXT);
  return {
    string: () => log.info(MESSAGE),
    fields: () => log.info(ORDER, MESSAGE),
    context: () => child.info(ORDER, MESSAGE),
    free: () => child.info(ORDER, MESSAGE),
  };
}
