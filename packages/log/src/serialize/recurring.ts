import type { SecretKeyTest } from '@heartwood/redact';

/** Makes JSON of a value by the rules of one logger, of which the test for secrets is a part. */
type MakeJson = (value: object, isSecret: SecretKeyTest) => string;

/**
 * A value that many entries have alike, such as the headers of one kind of client: its JSON is made at the first of them. The value must not
 * change any more.
 */
export class Recurring {
  readonly #value: object;
  #json = '';
  #by: SecretKeyTest | undefined;

  constructor(value: object) {
    this.#value = value;
  }

  /** The JSON; made anew only for another logger. */
  json(isSecret: SecretKeyTest, make: MakeJson): string {
    if (this.#by !== isSecret) {
      this.#json = make(this.#value, isSecret);
      this.#by = isSecret;
    }
    return this.#json;
  }

  /** For whoever writes it as any value. */
  toJSON(): object {
    return this.#value;
  }
}
