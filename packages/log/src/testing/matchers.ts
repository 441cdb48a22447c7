import { type CapturedLogs, notLogged, type PartialEntry, secretsIn, type Wanted } from './captured-logs.js';
import type { LeakOptions } from './leaks.js';

/** The answer of a matcher, as Jest and Vitest want it. */
interface Verdict {
  readonly pass: boolean;
  message(): string;
}

/** What the matchers look like on `expect(logs)`. */
export interface LogMatchers<Result = void> {
  /** There is an entry of the type that has all of this. */
  toHaveLogged(type: Wanted, partial?: PartialEntry): Result;
  /** There are exactly so many. */
  toHaveLoggedTimes(type: Wanted, times: number, partial?: PartialEntry): Result;
  /** No line holds a secret. */
  toHaveNoSecrets(options?: LeakOptions): Result;
}

/**
 * Matchers for `expect.extend` of Vitest and Jest. `@heartwood/log/testing/vitest` and `@heartwood/log/testing/jest` do that when they are imported, and
 * bring the types.
 *
 * @example
 * expect.extend(logMatchers);
 * expect(logs).toHaveLogged(orderPlaced, { order: 'o_1' });
 * expect(logs).toHaveNoSecrets({ values: [password] });
 */
export const logMatchers = {
  toHaveLogged(logs: CapturedLogs, type: Wanted, partial?: PartialEntry): Verdict {
    const found = captured(logs).find(type, partial);
    return {
      pass: found.length > 0,
      message: () => (found.length > 0 ? negated(logs, type, partial) : notLogged(logs.entries, type, partial)),
    };
  },
  toHaveLoggedTimes(logs: CapturedLogs, type: Wanted, times: number, partial?: PartialEntry): Verdict {
    const { length } = captured(logs).find(type, partial);
    const name = typeof type === 'string' ? type : type.name;
    return { pass: length === times, message: () => `expected ${times} entries ${name}, but there are ${length}` };
  },
  toHaveNoSecrets(logs: CapturedLogs, options?: LeakOptions): Verdict {
    const problem = secretsIn(captured(logs).lines, options);
    return { pass: problem === undefined, message: () => problem ?? 'expected secrets in the log, but there are none' };
  },
};

/** Whoever hands in something else has made a mistake that no assertion should hide. */
function captured(logs: CapturedLogs): CapturedLogs {
  if (typeof logs === 'object' && logs !== null && 'lines' in logs && 'find' in logs) return logs;
  throw new TypeError('this matcher takes what captureLogs() returns');
}

function negated(logs: CapturedLogs, type: Wanted, partial: PartialEntry | undefined): string {
  try {
    logs.assertNotLogged(type, partial);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
