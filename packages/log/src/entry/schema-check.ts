import type { SchemaIssue, StandardSchema } from './standard-schema.js';

/** What became of the values of one entry. */
export type Checked =
  /** What the schema gives back: defaults filled in, values converted, undeclared names gone. */
  | { readonly values: object }
  /** Names of the fields the schema refuses; `*` for what is no single field's fault. */
  | { readonly refused: readonly string[] };

/** The name of a refusal that is no single field's fault. */
export const WHOLE = '*';

/** Checks the values of entries by one schema, at once: a log call cannot wait. Never throws. */
export class SchemaCheck {
  readonly #schema: StandardSchema;
  readonly #names: ReadonlySet<string>;
  /** It waits for something. It is asked no more: each time would start work nobody waits for. */
  #waits = false;

  /** @param names the fields the schema declares */
  constructor(schema: StandardSchema, names: Iterable<string>) {
    this.#schema = schema;
    this.#names = new Set(names);
  }

  /** Whether the schema says that it answers with promises. Valibot's do; a zod schema does not know before it is asked. */
  get isAsync(): boolean {
    return 'async' in this.#schema && this.#schema.async === true;
  }

  check(values: object): Checked {
    if (this.#waits) return { refused: [WHOLE] };
    try {
      const result = this.#schema['~standard'].validate(values);
      if ('then' in result) {
        void Promise.resolve(result).then(
          () => {
            this.#waits = true;
          },
          () => {
            // zod also answers so when a conversion has thrown: that says nothing about the next value.
          },
        );
        return { refused: [WHOLE] };
      }
      if (result.issues !== undefined) return { refused: this.#refused(result.issues) };
      return typeof result.value === 'object' && result.value !== null
        ? { values: result.value }
        : { refused: [WHOLE] };
    } catch {
      return { refused: [WHOLE] };
    }
  }

  /** Names alone: a message may quote the value, and a longer path may consist of data. */
  #refused(issues: readonly SchemaIssue[]): string[] {
    const names = issues.map(({ path }) => {
      const first = path?.[0];
      const name = typeof first === 'object' ? first.key : first;
      return typeof name === 'string' && this.#names.has(name) ? name : WHOLE;
    });
    return [...new Set(names)];
  }
}
