import { Recurring } from '../serialize/recurring.js';

/** How an integration reads one header; `undefined` when there is none. */
export type HeaderReader = (name: string) => number | string | readonly string[] | null | undefined;

/** Request headers written unless an allow-list of its own is given: what they say is about the request, not the person. */
export const DEFAULT_REQUEST_HEADERS: readonly string[] = ['host', 'content-type', 'accept', 'origin'];

/** Response headers written unless an allow-list of its own is given. */
export const DEFAULT_RESPONSE_HEADERS: readonly string[] = ['content-type', 'location', 'retry-after'];

/** Combinations of values remembered; headers of an allow-list have few. */
const MAX_REMEMBERED = 500;

/** Code units of the values of one combination that is remembered. */
const MAX_LENGTH = 1_000;

/** The headers of an allow-list. One whose name is a secret's is masked where it is written, even when it is on the list. */
export class HeaderFields {
  readonly #names: readonly string[];
  readonly #remembered = new Map<string, Recurring>();
  /** The values read last, by name, and what they were: requests of one client come in rows. */
  #lastValues: readonly ReturnType<HeaderReader>[] = [];
  #last: Recurring | undefined;

  /** @param names lower-case names */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @returns `undefined` when none of them is there */
  read(read: HeaderReader): Recurring | undefined {
    for (let index = 0; index < this.#names.length; index++) {
      const name = this.#names[index];
      if (name === undefined || index >= this.#lastValues.length || read(name) !== this.#lastValues[index])
        return this.#other(read);
    }
    return this.#last;
  }

  #other(read: HeaderReader): Recurring | undefined {
    const values = this.#names.map((name) => read(name));
    this.#last = values.every((value) => value === undefined || value === null) ? undefined : this.#combination(values);
    this.#lastValues = values;
    return this.#last;
  }

  #combination(values: readonly ReturnType<HeaderReader>[]): Recurring {
    let key = '';
    for (const value of values) {
      // No value has control characters: node:http refuses them.
      if (value === undefined || value === null) key += '\n';
      else key += typeof value === 'object' ? `[${value.join('\r')}\n` : `=${value}\n`;
    }
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const fields = new Recurring(this.#fields(values));
    if (key.length > MAX_LENGTH) return fields;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(key, fields);
    return fields;
  }

  #fields(values: readonly ReturnType<HeaderReader>[]): Record<string, unknown> {
    const present = this.#names.map((name, index) => [name, values[index]] as const);
    return Object.fromEntries(present.filter(([, value]) => value !== undefined && value !== null));
  }
}
