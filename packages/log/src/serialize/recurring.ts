import type { Redaction } from '../redaction/redaction.js';

/** Makes JSON of a value by the rules of one logger. */
type MakeJson = (value: object, redaction: Redaction) => string;

/**
 * A value that many entries have alike, such as the headers of one kind of client: its JSON is made at the first of them. The value must not
 * change any more.
 */
export class Recurring {
  readonly #value: object;
  #json = '';
  #by: Redaction | undefined;

  constructor(value: object) {
    this.#value = value;
  }

  /** The JSON; made anew only for another logger. */
  json(redaction: Redaction, make: MakeJson): string {
    if (this.#by !== redaction) {
      this.#json = make(this.#value, redaction);
      this.#by = redaction;
    }
    return this.#json;
  }

  /** For whoever writes it as any value. */
  toJSON(): object {
    return this.#value;
  }
}
