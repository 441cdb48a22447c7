import {
  type Allowance,
  boundedText,
  createScanner,
  type RuleId,
  type RuleMode,
  rememberingSecretKeyTest,
  type Scanner,
  type SecretKeyTest,
} from '@heartwood/redact';
import type { Protection } from '../protection/protection.js';
import { MAX_STRING } from '../serialize/escape.js';

/**
 * What is masked beyond the declared fields, as {@link createLogger} takes it (L18). Declared fields are not searched: their class and their
 * strategy say what happens to them.
 */
export interface RedactionOptions {
  /**
   * What happens with what a rule finds in messages, free-form values and errors: `off`, `observe` (counted and left), `mask`, `drop`,
   * `tokenise`, `encrypt`. `LOG_REDACT`, as in `email=mask,ip=off`. Default: `observe` for `email` and `ip`, `off` for `mac`, `mask` for all others.
   */
  readonly rules?: { readonly [Id in RuleId]?: RuleMode };
  /**
   * More names whose values are never read, beside `password`, `token`, `apiKey`, …: exact words in the order given, so that `case_ref` is also
   * `caseRef` and `old-case-ref`. `LOG_REDACT_KEYS`, as in `case_ref,nickname`, adds to these.
   */
  readonly keys?: readonly string[];
  /** Findings that are left alone: `{ rule: 'email', value: 'probe@monitoring.example' }`. Default: none. */
  readonly allow?: readonly Omit<Allowance, 'event'>[];
}

/** Findings by rule, whatever was done with them. */
export type RedactionCounts = { readonly [Id in RuleId]?: number };

/** The redaction of one logger: which names are secret, and what happens with what is found in texts. */
export class Redaction {
  /** Which names are secret. */
  readonly isSecret: SecretKeyTest;
  readonly #scanner: Scanner;
  #found = 0;

  /** @param protection makes tokens and ciphertexts, for rules of those modes; without one they mask */
  constructor(options: RedactionOptions = {}, protection?: Protection) {
    const { rules = {}, keys = [], allow = [] } = options;
    this.isSecret = rememberingSecretKeyTest({ keys });
    const protectedBy =
      (strategy: 'tokenise' | 'encrypt') =>
      (found: string, rule: RuleId): string =>
        protection === undefined ? `[${rule}]` : `[${rule}:${protection.of(strategy, undefined)(found)}]`;
    this.#scanner = createScanner({
      ...{ rules, allow, tokenise: protectedBy('tokenise'), encrypt: protectedBy('encrypt') },
      onFound: () => {
        this.#found++;
      },
    });
  }

  /**
   * Text nobody declared, with what the rules find treated as they say.
   *
   * @param name the field it stands in, which may say what it is
   */
  text(text: string, name = ''): string {
    return this.#scanner.text(text, name);
  }

  /** The same, shortened first to what is kept of a text, so that a huge one costs no more than that. */
  bounded(text: string, name = ''): string {
    return this.#scanner.text(boundedText(text, MAX_STRING), name);
  }

  /** Findings so far, for whoever remembers texts in which there are none. */
  get found(): number {
    return this.#found;
  }

  counts(): RedactionCounts {
    return this.#scanner.counts();
  }
}
