/** Lines remembered; when there are more, the oldest are forgotten and would be written again. */
const MAX_REMEMBERED = 1_000;

/** What always differs. Quotes inside values are escaped, so the first of these are the line's own. */
const TIMESTAMP = /"timestamp":"[^"]*"/;
const NUMBER = /,"id":"[^"]*","seq":0/;

/** Remembers which lines were written lately, to tell those that say the same again. */
export class Repeats {
  readonly #windowMs: number;
  readonly #until = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Whether a line that differs only in time and number was written within the window before; otherwise it is remembered. */
  has(unsequencedLine: string, now: number): boolean {
    const said = unsequencedLine.replace(TIMESTAMP, '').replace(NUMBER, '');
    const until = this.#until.get(said);
    if (until !== undefined && now < until) return true;
    this.#until.delete(said);
    this.#until.set(said, now + this.#windowMs);
    if (this.#until.size > MAX_REMEMBERED) {
      for (const oldest of this.#until.keys()) {
        this.#until.delete(oldest);
        break;
      }
    }
    return false;
  }
}
