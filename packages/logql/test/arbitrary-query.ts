import fc from 'fast-check';
import { join, type LabelPredicate, type LogQuery, type Stage } from '../src/syntax/index.js';

const name = fc.oneof(
  fc.constantFrom('service', 'level', 'a', 'b_2', '__error__', 'json', 'größe'),
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/).filter((text) => !/^(and|or)$/i.test(text)),
);
const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((value) => !/\p{Surrogate}/u.test(value));
const pattern = fc.constantFrom('a.*', '(?i)x|y', '[^"]+', '\\d{3}', '^`$', 'a|b', '');

const stringComparison = fc.oneof(
  fc.record({ operator: fc.constantFrom('=' as const, '!=' as const), value: text }),
  fc.record({ operator: fc.constantFrom('=~' as const, '!~' as const), value: pattern }),
);
const operator = fc.constantFrom(
  '==' as const,
  '!=' as const,
  '>' as const,
  '>=' as const,
  '<' as const,
  '<=' as const,
);

const leaf: fc.Arbitrary<LabelPredicate> = fc.oneof(
  fc
    .tuple(name, stringComparison)
    .map(([named, comparison]) => ({ kind: 'string' as const, name: named, ...comparison })),
  fc.record({
    kind: fc.constant('number' as const),
    name,
    operator,
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  }),
  fc.record({ kind: fc.constant('duration' as const), name, operator, value: fc.bigInt(-(2n ** 62n), 2n ** 62n) }),
  fc.record({ kind: fc.constant('bytes' as const), name, operator, value: fc.maxSafeNat() }),
);

const predicate = fc.letrec<{ node: LabelPredicate }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]) => join(kind, operands)),
  ),
})).node;

const stage: fc.Arbitrary<Stage> = fc.oneof(
  fc.oneof(
    fc.record({
      kind: fc.constant('line-filter' as const),
      operator: fc.constantFrom('|=' as const, '!=' as const),
      alternatives: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('line-filter' as const),
      operator: fc.constantFrom('|~' as const, '!~' as const),
      alternatives: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    }),
  ),
  predicate.map((value) => ({ kind: 'label-filter' as const, predicate: value })),
);

/** Any query this package can represent. */
export const arbitraryQuery: fc.Arbitrary<LogQuery> = fc.record({
  kind: fc.constant('log-query' as const),
  selector: fc.record({
    kind: fc.constant('selector' as const),
    matchers: fc.array(
      fc
        .tuple(name, stringComparison)
        .map(([named, comparison]) => ({ kind: 'matcher' as const, name: named, ...comparison })),
      { maxLength: 3 },
    ),
  }),
  stages: fc.array(stage, { maxLength: 4 }),
});
