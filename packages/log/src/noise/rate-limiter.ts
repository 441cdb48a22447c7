/** Counts entries by name and second. */
export class RateLimiter {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #counts = new Map<string, number>();
  #second = 0;

  /** @param limits entries per second, by the name of an entry type; `*` for every other one */
  constructor(limits: Readonly<Record<string, number>>) {
    this.#limits = limits;
  }

  /** Whether there is still room for an entry of this name. */
  admits(event: string, now: number): boolean {
    const limit = Object.hasOwn(this.#limits, event) ? this.#limits[event] : this.#limits['*'];
    if (limit === undefined) return true;
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.clear();
    }
    const count = (this.#counts.get(event) ?? 0) + 1;
    this.#counts.set(event, count);
    return count <= limit;
  }
}
