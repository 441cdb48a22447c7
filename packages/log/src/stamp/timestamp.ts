/** The three digits of every millisecond, with the closing `Z`. */
const MILLISECONDS: readonly string[] = Array.from({ length: 1_000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`);

/**
 * Writes times as RFC 3339 UTC in milliseconds. The text up to the second is kept between calls, since most entries fall
 * into the second of the one before.
 *
 * @example new TimestampWriter().write(0) // '1970-01-01T00:00:00.000Z'
 */
export class TimestampWriter {
  #second = Number.NaN;
  #prefix = '';

  /** @param time milliseconds since 1970, as `Date.now()` gives them; from the year 0 to 9999 */
  write(time: number): string {
    const second = Math.floor(time / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#prefix = new Date(second * 1_000).toISOString().slice(0, -4);
    }
    return this.#prefix + MILLISECONDS[time - second * 1_000];
  }
}
