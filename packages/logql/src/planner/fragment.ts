import type { Bind } from './schema.js';

/** A condition in ClickHouse SQL and the values of its parameters, for `query_params` of the client. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** Collects the parameters of one fragment. Equal values share a parameter. */
export class ParameterList {
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, string | number> = {};

  /** @param prefix begins every parameter's name, so that fragments can be put together */
  constructor(prefix = 'q') {
    this.#prefix = prefix;
  }

  readonly bind: Bind = (value, type = 'String') => {
    const key = `${type}:${value}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `${this.#prefix}${this.#names.size}`;
    const placeholder = `{${name}:${type}}`;
    this.#names.set(key, placeholder);
    this.#values[name] = value;
    return placeholder;
  };

  fragment(sql: string): SqlFragment {
    return { sql, parameters: { ...this.#values } };
  }
}
