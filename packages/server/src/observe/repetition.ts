/** Lets one of many equal occasions through and counts the others. */
export interface Repetition {
  /** @returns how many were held back since the last one that passed; `undefined` when this one is held back */
  pass(key: string): number | undefined;
}

/** Bounds memory: an attacker chooses the keys. */
const MOST_KEYS = 10_000;

/**
 * @param every milliseconds in which one occasion of a key passes
 * @param now Unix milliseconds
 */
export function createRepetition(every: number, now: () => number = Date.now): Repetition {
  const seen = new Map<string, { readonly until: number; held: number }>();
  return {
    pass(key) {
      const at = now();
      const before = seen.get(key);
      if (before && before.until > at) {
        before.held++;
        return undefined;
      }
      seen.delete(key);
      const oldest = seen.keys().next().value;
      if (seen.size >= MOST_KEYS && oldest !== undefined) seen.delete(oldest);
      seen.set(key, { until: at + every, held: 0 });
      return before?.held ?? 0;
    },
  };
}
