/** Tells people about trouble. */
export type Complain = (problem: string) => void;

/** One line per kind of trouble and minute. */
const QUIET_MS = 60_000;

/**
 * Reports trouble of the sink where people see it, on the standard error, since it cannot be reported through itself. The same
 * problem is told once a minute, with the number of times it came up in between; numbers in it make no other problem, as the bytes of a full spool do
 * not.
 */
export function complainTo(write: (text: string) => void, now: () => number = Date.now): Complain {
  const told = new Map<string, { until: number; suppressed: number }>();
  return (problem) => {
    const kind = problem.replaceAll(/\d+/g, '0');
    const before = told.get(kind);
    if (before !== undefined && now() < before.until) {
      before.suppressed++;
      return;
    }
    if (told.size > 100) told.clear();
    told.set(kind, { until: now() + QUIET_MS, suppressed: 0 });
    const more = before?.suppressed ? ` (and ${before.suppressed} times before)` : '';
    write(`heartwood: ${problem}${more}\n`);
  };
}
