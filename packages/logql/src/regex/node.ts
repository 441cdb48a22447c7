/** Inclusive ranges of code points, ascending and disjoint. */
export type CodePointRanges = readonly (readonly [first: number, last: number])[];

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'not-word-boundary';

/** A regular expression of RE2's syntax, parsed. Groups are dissolved: nothing here captures. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly codePoint: number; readonly ignoreCase: boolean }
  | {
      readonly kind: 'class';
      readonly ranges: CodePointRanges;
      readonly negated: boolean;
      readonly ignoreCase: boolean;
    }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly items: readonly RegexNode[] }
  /** `max` absent: without end. Greedy or not makes no difference to whether there is a match. */
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly min: number; readonly max?: number };
