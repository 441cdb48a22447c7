/** Chance that can be repeated. */
export interface Random {
  /** From 0 to below 1. */
  share(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of several. */
  pick<T>(values: readonly T[]): T;
  /** A time around a median with a long tail to the right, as latencies and pauses are (log-normal, σ 0.6). */
  skewed(median: number): number;
  /** A time until the next of events that happen `rate` times per unit (exponential). */
  until(rate: number): number;
}

/** The mulberry32 generator (Tommy Ettinger, public domain): the same seed gives the same sequence. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  return {
    share,
    below: (limit) => Math.floor(share() * limit),
    pick<T>(values: readonly T[]): T {
      const value = values[Math.floor(share() * values.length)];
      if (value === undefined) throw new RangeError('there is nothing to pick from');
      return value;
    },
    skewed: (median) => median * Math.exp(0.6 * normal()),
    until: (rate) => -Math.log(1 - share()) / rate,
  };
}
