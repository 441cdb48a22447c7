import type { ArgumentWays } from '@heartwood/eslint-plugin/syntax';
import { CONSOLE_LEVELS } from '@heartwood/eslint-plugin/syntax';

/** A logger's library, as far as its calls look different. */
export type DialectName = 'console' | 'pino' | 'winston' | 'heartwood';

/** How calls of a library read. */
export interface Dialect {
  /** The level that stands for each method. */
  readonly levels: ReadonlyMap<string, string>;
  readonly ways: ArgumentWays;
}

const SAME: readonly [string, string][] = ['debug', 'info', 'error'].map((level) => [level, level]);

/** Source of the methods: the README and API page of each library. Levels below `debug` become `debug`. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  console: { levels: CONSOLE_LEVELS, ways: {} },
  pino: {
    levels: new Map([...SAME, ['trace', 'debug'], ['warn', 'warning'], ['fatal', 'critical']]),
    ways: { fieldsFirst: true },
  },
  winston: {
    levels: new Map([...SAME, ['warn', 'warning'], ['http', 'debug'], ['verbose', 'debug'], ['silly', 'debug']]),
    ways: { fieldsLast: true },
  },
  // Calls that were written for another library, on a logger that is Heartwood's by now.
  heartwood: {
    levels: new Map([
      ...SAME,
      ['warning', 'warning'],
      ['critical', 'critical'],
      ['trace', 'debug'],
      ['warn', 'warning'],
      ['fatal', 'critical'],
      ['verbose', 'debug'],
      ['silly', 'debug'],
    ]),
    ways: { fieldsFirst: true, fieldsLast: true },
  },
};
