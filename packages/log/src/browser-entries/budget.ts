/** Keys remembered: the ones used longest ago give way. */
const MAX_KEYS = 10_000;
const MINUTE_MS = 60_000;

interface Bucket {
  left: number;
  /** When `left` was right, ms. */
  at: number;
}

/** So much a minute for each key, refilled evenly: a token bucket. Bounded, since keys come from outside. */
export class Budget {
  readonly #perMinute: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** How long until there is room for a cost, ms; 0 when there is now. A cost above the whole budget waits for a full one. */
  waitFor(key: string, cost: number, now: number): number {
    const missing = Math.min(cost, this.#perMinute) - this.#left(key, now);
    return missing <= 0 ? 0 : (missing / this.#perMinute) * MINUTE_MS;
  }

  spend(key: string, cost: number, now: number): void {
    const left = Math.max(0, this.#left(key, now) - cost);
    this.#buckets.delete(key);
    this.#buckets.set(key, { left, at: now });
    if (this.#buckets.size <= MAX_KEYS) return;
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      return;
    }
  }

  #left(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.#perMinute;
    const refilled = (Math.max(0, now - bucket.at) / MINUTE_MS) * this.#perMinute;
    return Math.min(this.#perMinute, bucket.left + refilled);
  }
}
