import { describe, expect, it } from 'vitest';
import type { RuleId } from '../rules.js';
import { cleanLines, scoreOf, sensitiveLines } from './corpus.js';

/** Goals of the project on text never seen before; see docs/redaction.md for the full measurement. */
const GOALS: readonly { readonly rule: RuleId; readonly recall: number; readonly precision: number }[] = [
  { rule: 'card', recall: 0.99, precision: 0.97 },
  { rule: 'iban', recall: 0.99, precision: 0.97 },
  { rule: 'email', recall: 0.99, precision: 0.97 },
  { rule: 'ip', recall: 0.99, precision: 0.97 },
  { rule: 'provider_token', recall: 0.98, precision: 0.97 },
];

describe.each(['development', 'heldOut'] as const)('on the %s corpus', (split) => {
  const { scores, mistakes } = scoreOf(sensitiveLines(split, 20_261_121, 6_000));

  it.each(GOALS)('$rule is found', ({ rule, recall, precision }) => {
    const score = scores.get(rule);
    expect(score?.there).toBeGreaterThan(100);
    const shown = JSON.stringify(mistakes.filter((mistake) => mistake.rule === rule).slice(0, 3));
    expect(score?.recall, shown).toBeGreaterThanOrEqual(recall);
    expect(score?.precision, shown).toBeGreaterThanOrEqual(precision);
  });

  it('nothing is found in 20,000 clean lines full of identifiers, times, versions and order numbers', () => {
    const lines = cleanLines(split, 20_261_122, 20_000).map((text) => ({ text, spans: [] }));
    expect(scoreOf(lines).mistakes.slice(0, 3)).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(sensitiveLines(split, 7, 20)).toEqual(sensitiveLines(split, 7, 20));
    expect(sensitiveLines(split, 7, 20)).not.toEqual(sensitiveLines(split, 8, 20));
  });
});
