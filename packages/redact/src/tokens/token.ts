/** Characters a token's body is made of. */
export type Alphabet = 'hex' | 'alphanumeric' | 'capitals' | 'word' | 'base64url' | 'dotted' | 'base64';

/** Secrets of one provider that begin with a fixed prefix. */
export interface ProviderToken {
  readonly provider: string;
  readonly prefixes: readonly string[];
  readonly alphabet: Alphabet;
  /** Fewest characters after the prefix. */
  readonly min: number;
  /** Most characters after the prefix; absent: no bound. */
  readonly max?: number;
  /** Least entropy of the body, bits per character. Default 3. */
  readonly entropy?: number;
  /** What the body always has in it. */
  readonly contains?: string;
  /** Where the provider describes its tokens. */
  readonly source: string;
  /** What the prefix, the length and the alphabet were compared with; absent: nothing, they come from general knowledge. */
  readonly compared?: Comparison;
}

/**
 * What a token's shape was compared with: the provider's own page (`source`), a rule of gitleaks
 * (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml), a rule of secretlint
 * (https://github.com/secretlint/secretlint, packages/@secretlint/secretlint-rule-*), or rules of several other scanners in public
 * repositories.
 */
export type Comparison = 'provider' | 'gitleaks' | 'secretlint' | 'scanners';

/** Writes down one kind of token. */
export function token(
  provider: string,
  prefixes: readonly string[],
  alphabet: Alphabet,
  min: number,
  source: string,
  more: {
    readonly max?: number;
    readonly entropy?: number;
    readonly contains?: string;
    readonly compared?: Comparison;
  } = {},
): ProviderToken {
  return { provider, prefixes, alphabet, min, source, ...more };
}
