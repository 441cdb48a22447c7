import { flat } from '../stamp/flat.js';

/** Something that can tell whether it has a name: the names of an entry type, or the fields of a call. */
export interface Names {
  has(name: string): boolean;
}

/**
 * Fields that ride along with many entries, from the context and from child loggers: their JSON is made once and placed into
 * every line.
 */
export class BoundFields {
  readonly #parts: ReadonlyMap<string, string>;
  /** `,"request_id":"…","user_id":"…"`, or nothing. */
  readonly json: string;

  /** @param parts each field as `,"name":value`, by name */
  constructor(parts: ReadonlyMap<string, string>) {
    this.#parts = parts;
    let json = '';
    for (const part of parts.values()) json += part;
    // It goes into many lines: left as V8's tree of pieces, it made a typed entry with six such fields cost 40 % more (bench log).
    this.json = flat(json);
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** These fields with those of `other` over them. */
  with(other: BoundFields): BoundFields {
    if (other.json === '') return this;
    return this.json === '' ? other : new BoundFields(new Map([...this.#parts, ...other.#parts]));
  }

  /** The JSON of the fields an entry does not write itself: no name may stand twice in a line. */
  without(names: Names): string {
    for (const taken of this.#parts.keys()) {
      if (names.has(taken)) {
        return [...this.#parts].map(([name, part]) => (names.has(name) ? '' : part)).join('');
      }
    }
    return this.json;
  }
}

/** No fields at all. */
export const NOTHING_BOUND = new BoundFields(new Map());
