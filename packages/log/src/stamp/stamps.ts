import { COUNTERS, IdRanges } from './entry-id.js';
import { flat } from './flat.js';
import { TimestampWriter } from './timestamp.js';

/** The digits below a thousand, as the last three of a number that has more. */
const PADDED: readonly string[] = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));
const PLAIN: readonly string[] = Array.from({ length: 1_000 }, (_, value) => String(value));

/**
 * Begins every line of a process: `{"timestamp":"…","id":"…","seq":17`. What stays the same within a millisecond and within
 * a thousand entries is made once, so that the stamp of an entry costs three concatenations.
 */
export class Stamps {
  readonly #timestamps = new TimestampWriter();
  readonly #ranges = new IdRanges();
  #time = Number.NaN;
  #counter = 0;
  #seq = 0;
  /** `{"timestamp":"…","id":"` and the id up to its counter. */
  #head = '';
  /** The id after its counter, `","seq":`, and the number but for its last three digits. */
  #tail = '';
  #idTail = '';

  /** The number of the entry stamped last: entries of the process so far. */
  get seq(): number {
    return this.#seq;
  }

  set seq(seq: number) {
    this.#seq = seq;
    this.#setTail();
  }

  /** @param time milliseconds since 1970; from the year 1970 to 9999 */
  next(time: number): string {
    const seq = ++this.#seq;
    const digits = seq % 1_000;
    if (time !== this.#time || this.#counter === COUNTERS.length) this.#restart(time);
    else if (digits === 0) this.#setTail();
    return this.#head + COUNTERS[this.#counter++] + this.#tail + (seq < 1_000 ? PLAIN : PADDED)[digits];
  }

  #restart(time: number): void {
    const { head, tail } = this.#ranges.next(time);
    this.#time = time;
    this.#counter = 0;
    this.#head = flat(`{"timestamp":"${this.#timestamps.write(time)}","id":"${head}`);
    this.#idTail = tail;
    this.#setTail();
  }

  #setTail(): void {
    const thousands = Math.floor(this.#seq / 1_000);
    this.#tail = flat(`${this.#idTail}","seq":${thousands > 0 ? thousands : ''}`);
  }
}
