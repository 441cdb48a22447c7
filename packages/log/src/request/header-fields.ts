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

  /** @param names lower-case names */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @returns `undefined` when none of them is there */
  read(read: HeaderReader): Recurring | undefined {
    let values = '';
    for (const name of this.#names) {
      const value = read(name);
      // No value has control characters: node:http refuses them.
      if (value === undefined || value === null) values += '\n';
      else values += typeof value === 'object' ? `[${value.join('\r')}\n` : `=${value}\n`;
    }
    if (values.length === this.#names.length) return undefined;
    const known = this.#remembered.get(values);
    if (known !== undefined) return known;
    const fields = new Recurring(this.#fields(read));
    if (values.length > MAX_LENGTH) return fields;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(values, fields);
    return fields;
  }

  #fields(read: HeaderReader): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const name of this.#names) {
      const value = read(name);
      if (value !== undefined && value !== null) fields[name] = value;
    }
    return fields;
  }
}
