import type { RuleId } from '../rules.js';
import { find } from '../scan/find.js';
import { DEVELOPMENT } from './development.js';
import { HELD_OUT } from './held-out.js';
import { randomOf } from './random.js';
import { type Corpus, filledLines, type LabelledLine } from './templates.js';

/**
 * `development` is text the rules have been changed for; `heldOut` has templates and values of its own, and no rule may be changed because
 * of what it shows: whoever does so moves its templates to the development text and writes new ones.
 */
export type Split = 'development' | 'heldOut';

const CORPORA: Readonly<Record<Split, Corpus>> = { development: DEVELOPMENT, heldOut: HELD_OUT };

/** Labelled lines with something sensitive in each, the same for the same seed. */
export function sensitiveLines(split: Split, seed: number, count: number): LabelledLine[] {
  const { sensitive, values } = CORPORA[split];
  return filledLines(sensitive, values, randomOf(seed), count);
}

/** Lines without anything sensitive, full of what looks like it. */
export function cleanLines(split: Split, seed: number, count: number): string[] {
  const { clean, values } = CORPORA[split];
  return filledLines(clean, values, randomOf(seed), count).map(({ text }) => text);
}

/** How well a rule does. */
export interface Score {
  /** Values there are. */
  readonly there: number;
  /** Values found whole. */
  readonly found: number;
  /** Findings that are none. */
  readonly wrong: number;
  readonly recall: number;
  readonly precision: number;
}

/** A line on which a rule went wrong. */
export interface Mistake {
  readonly rule: RuleId;
  readonly kind: 'missed' | 'wrong';
  readonly value: string;
  readonly line: string;
}

/** Recall and precision by rule over labelled lines. A value counts as found when a finding of its rule covers all of it. */
export function scoreOf(lines: readonly LabelledLine[]): { scores: Map<RuleId, Score>; mistakes: Mistake[] } {
  const tallies = new Map<RuleId, { there: number; found: number; wrong: number }>();
  const tally = (rule: RuleId) => {
    const existing = tallies.get(rule) ?? { there: 0, found: 0, wrong: 0 };
    tallies.set(rule, existing);
    return existing;
  };
  const mistakes: Mistake[] = [];
  for (const { text, spans } of lines) {
    const findings = find(text, '', (rule) => rule !== 'mac') ?? [];
    for (const span of spans) {
      tally(span.rule).there++;
      const isFound = findings.some(
        ({ rule, start, end }) => rule === span.rule && start <= span.start && end >= span.end,
      );
      if (isFound) tally(span.rule).found++;
      else mistakes.push({ rule: span.rule, kind: 'missed', value: text.slice(span.start, span.end), line: text });
    }
    for (const { rule, start, end } of findings) {
      if (spans.some((span) => span.rule === rule && start < span.end && end > span.start)) continue;
      tally(rule).wrong++;
      mistakes.push({ rule, kind: 'wrong', value: text.slice(start, end), line: text });
    }
  }
  const scores = new Map(
    [...tallies].map(([rule, { there, found, wrong }]): [RuleId, Score] => [
      rule,
      {
        there,
        found,
        wrong,
        recall: there === 0 ? 1 : found / there,
        precision: found + wrong === 0 ? 1 : found / (found + wrong),
      },
    ]),
  );
  return { scores, mistakes };
}
