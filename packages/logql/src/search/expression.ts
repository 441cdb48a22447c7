import type { LabelPredicate } from '../syntax/label-filter.js';

/** What a person typed into the search box, as a tree. */
export type SearchExpression =
  | { readonly kind: 'word'; readonly pattern: string; readonly negative: boolean; readonly position: number }
  | { readonly kind: 'field'; readonly predicate: LabelPredicate; readonly position: number }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SearchExpression[]; readonly position: number };
