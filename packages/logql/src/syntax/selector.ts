/** How a stream label or a string label is compared; regular expressions are anchored at both ends. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** `name="value"` inside a stream selector. A missing label counts as the empty string. */
export interface Matcher {
  readonly kind: 'matcher';
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

/** `{a="b", c=~"d.*"}`; without matchers it selects every stream. */
export interface Selector {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
}
