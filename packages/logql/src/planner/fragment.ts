import type { Bind } from './schema.js';

/** A condition in ClickHouse SQL and the values of its parameters, for `query_params` of the client. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** An expression given a name where it first stands, so that it is written out and computed once. */
export interface NamedExpression {
  /** `(expression AS name)` the first time, the name from then on. Must become part of the fragment. */
  readonly definition: string;
  readonly name: string;
}

/** Collects the parameters and the named expressions of one fragment. Equal ones are shared. */
export class FragmentBuilder {
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, string | number> = {};
  readonly #expressions = new Map<string, string>();

  /** @param prefix begins every name, so that fragments can be put together */
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

  readonly name = (expression: string): NamedExpression => {
    const known = this.#expressions.get(expression);
    if (known !== undefined) return { definition: known, name: known };
    const name = `${this.#prefix}v${this.#expressions.size}`;
    this.#expressions.set(expression, name);
    return { definition: `(${expression} AS ${name})`, name };
  };

  fragment(sql: string): SqlFragment {
    return { sql, parameters: { ...this.#values } };
  }
}
