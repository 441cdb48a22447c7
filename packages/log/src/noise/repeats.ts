import { createHash } from 'node:crypto';

/** Lines remembered; when there are more, the oldest are forgotten and would be written again. */
const MAX_REMEMBERED = 1_000;

/** A longer line is remembered by its digest, so that a thousand of them take little room. */
const MAX_KEPT = 500;

/** What always differs. Quotes inside values are escaped, so the first of these are the line's own. */
const TIMESTAMP = /"timestamp":"[^"]*"/;
const NUMBER = /,"id":"[^"]*","seq":0/;

/** A line that was written. */
export interface Remembered {
  /** Until when others like it are repeats, ms. */
  readonly until: number;
  /** Its message, once it was asked for. */
  example?: string;
}

/** Remembers which lines were written lately, to tell those that say the same again. */
export class Repeats {
  readonly #windowMs: number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** The line written within the window before that differs only in time and number; without one, this is remembered. */
  find(unsequencedLine: string, now: number): Remembered | undefined {
    const said = unsequencedLine.replace(TIMESTAMP, '').replace(NUMBER, '');
    const key = said.length <= MAX_KEPT ? said : createHash('sha256').update(said).digest('base64');
    const before = this.#remembered.get(key);
    if (before !== undefined && now < before.until) return before;
    this.#remembered.delete(key);
    this.#remembered.set(key, { until: now + this.#windowMs });
    if (this.#remembered.size > MAX_REMEMBERED) {
      for (const oldest of this.#remembered.keys()) {
        this.#remembered.delete(oldest);
        break;
      }
    }
    return undefined;
  }
}
