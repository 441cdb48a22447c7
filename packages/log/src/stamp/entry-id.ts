import { randomFillSync } from 'node:crypto';

/** Three hex digits of every 12-bit number. */
export const COUNTERS: readonly string[] = Array.from({ length: 4_096 }, (_, value) =>
  value.toString(16).padStart(3, '0'),
);

/** 4,096 ids of one millisecond: the head, three hex digits of {@link COUNTERS}, the tail. */
export interface IdRange {
  readonly head: string;
  readonly tail: string;
}

/**
 * Makes UUIDs of version 7 (RFC 9562) by the range: 48 bits of time, a 12-bit counter in the place of `rand_a` (section 6.2,
 * method 1), and 62 random bits of the range. Ids of one range ascend.
 *
 * @example
 * const { head, tail } = new IdRanges().next(Date.now());
 * head + COUNTERS[0] + tail; // '019394a1-5c3e-7000-9f1b-6f2d8a3c4e5f'
 */
export class IdRanges {
  readonly #random = new Uint16Array(4 * 256);
  #drawn = this.#random.length;

  /** @param time milliseconds since 1970; must be the time of the entries */
  next(time: number): IdRange {
    const hex = Math.floor(time).toString(16).padStart(12, '0');
    const variant = 0x8000 | (this.#draw() & 0x3fff);
    return {
      head: `${hex.slice(0, 8)}-${hex.slice(8)}-7`,
      tail: `-${variant.toString(16)}-${this.#hex4()}${this.#hex4()}${this.#hex4()}`,
    };
  }

  #hex4(): string {
    return this.#draw().toString(16).padStart(4, '0');
  }

  /** Sixteen random bits, taken from a batch: one system call for 256 ranges. */
  #draw(): number {
    if (this.#drawn === this.#random.length) {
      randomFillSync(this.#random);
      this.#drawn = 0;
    }
    return this.#random[this.#drawn++] ?? 0;
  }
}
