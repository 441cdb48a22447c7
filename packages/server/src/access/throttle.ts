import { AccessError } from './access-error.js';

/** Slows the guessing of passwords: counts attempts per name and address, and per address over all names. */
export interface LoginThrottle {
  /**
   * Counts an attempt before its password is checked, so that parallel attempts cannot slip through.
   *
   * @returns whether this attempt is the one that used up the allowance
   * @throws AccessError (429, with `retryAfter`) while locked out
   */
  attempt(username: string, address: string): { last: boolean };
  /** The attempt succeeded: forget the ones before it. */
  succeeded(username: string, address: string): void;
}

export interface ThrottleOptions {
  /** Attempts per name and address within the window. One address gets ten times as many over all names. */
  readonly attempts: number;
  /** Window and length of a lock-out, ms. */
  readonly lockout: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Bounds memory; the counts that end first are forgotten first. */
const MOST_COUNTED = 100_000;
const PER_ADDRESS = 10;

interface Count {
  failures: number;
  readonly until: number;
}

export function createLoginThrottle({ attempts, lockout, now }: ThrottleOptions): LoginThrottle {
  const counts = new Map<string, Count>();

  /** The running count; a window begins with its first attempt, so insertion order is order of ending. */
  function countOf(key: string): Count {
    const running = counts.get(key);
    if (running && running.until > now()) return running;
    counts.delete(key);
    for (const [old, { until }] of counts) {
      if (until > now() && counts.size < MOST_COUNTED) break;
      counts.delete(old);
    }
    const fresh = { failures: 0, until: now() + lockout };
    counts.set(key, fresh);
    return fresh;
  }

  const keyOf = (username: string, address: string): string => JSON.stringify([username.toLowerCase(), address]);

  return {
    attempt(username, address) {
      const byName = countOf(keyOf(username, address));
      const byAddress = countOf(address);
      const locked =
        byName.failures >= attempts ? byName : byAddress.failures >= attempts * PER_ADDRESS ? byAddress : undefined;
      if (locked) {
        const retryAfter = Math.ceil((locked.until - now()) / 1_000);
        throw new AccessError('too_many_requests', 'Too many failed sign-ins.', {
          retryAfter,
          hint: `Try again in ${retryAfter < 120 ? `${retryAfter} s` : `${Math.ceil(retryAfter / 60)} minutes`}.`,
        });
      }
      byName.failures++;
      byAddress.failures++;
      return { last: byName.failures === attempts };
    },
    succeeded(username, address) {
      const key = keyOf(username, address);
      const byName = counts.get(key);
      const byAddress = counts.get(address);
      // One stolen account must not buy an address new guesses at others: only this attempt is taken back there.
      if (byAddress && byAddress.failures > 0) byAddress.failures--;
      if (byName) counts.delete(key);
    },
  };
}
