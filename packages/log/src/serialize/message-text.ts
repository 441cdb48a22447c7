import type { Redaction } from '../redaction/redaction.js';
import { escaped } from './escape.js';

/** Messages remembered; bounded, since a message may be put together anew for every entry. */
const MAX_MESSAGES = 1_000;

/** Code units of the longest message that is remembered. */
const MAX_LENGTH = 200;

/**
 * Writes the messages of free-form entries. Most are constants of the program: those that need neither scrubbing nor escaping are
 * remembered, so that they are looked through once. A message in which something was found is never kept.
 */
export class MessageTexts {
  readonly #plain = new Set<string>();
  readonly #redaction: Redaction;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
  }

  /** The text as it stands between the quotes, scrubbed. */
  json(message: string): string {
    if (this.#plain.has(message)) return message;
    const { found } = this.#redaction;
    const text = escaped(this.#redaction.bounded(message));
    if (text === message && text.length <= MAX_LENGTH && this.#redaction.found === found) {
      if (this.#plain.size >= MAX_MESSAGES) this.#plain.clear();
      this.#plain.add(message);
    }
    return text;
  }
}
