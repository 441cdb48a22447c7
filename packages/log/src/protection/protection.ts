import type { FieldStrategy, MaskKeep } from '../entry/declared-field.js';
import { encrypter } from './cipher.js';
import { MASKED, masked } from './mask.js';
import { tokeniser } from './token.js';

/** Makes the protected form of a value's text. Never throws. */
export type Protect = (text: string) => string;

/** The keys of a logger, read and checked; a strategy without a key masks. */
export interface ProtectionKeys {
  readonly tokenise?: Uint8Array | undefined;
  readonly encrypt?: Uint8Array | undefined;
}

const WITHOUT_KEY: Readonly<Record<'tokenise' | 'encrypt', string>> = {
  tokenise: 'keys.tokenise: fields with the strategy tokenise are masked, since there is no key; set LOG_TOKENISE_KEY',
  encrypt: 'keys.encrypt: fields with the strategy encrypt are masked, since there is no key; set LOG_ENCRYPT_KEY',
};

/** Writes protected fields in place of plain ones (L18). One per logger: tokens are remembered in it. */
export class Protection {
  readonly #keys: ProtectionKeys;
  readonly #report: (problem: string) => void;
  readonly #made = new Map<'tokenise' | 'encrypt', Protect>();
  #withoutKey = 0;

  /** @param report told once per strategy that a value was masked because there is no key */
  constructor(keys: ProtectionKeys, report: (problem: string) => void) {
    this.#keys = keys;
    this.#report = report;
  }

  /** Values that were masked because there was no key. */
  get withoutKey(): number {
    return this.#withoutKey;
  }

  /** The function for one field. Fields of one strategy share their tokens. */
  of(strategy: Exclude<FieldStrategy, 'drop'>, keep: MaskKeep | undefined): Protect {
    if (strategy === 'mask') return (text) => masked(text, keep);
    const known = this.#made.get(strategy) ?? this.#make(strategy);
    this.#made.set(strategy, known);
    return known;
  }

  #make(strategy: 'tokenise' | 'encrypt'): Protect {
    const key = this.#keys[strategy];
    if (key !== undefined) return strategy === 'tokenise' ? tokeniser(key) : encrypter(key);
    let reported = false;
    return () => {
      this.#withoutKey++;
      if (!reported) this.#report(WITHOUT_KEY[strategy]);
      reported = true;
      return MASKED;
    };
  }
}
