import type { RuleId } from '../rules.js';
import { find } from '../scan/find.js';
import { DEVELOPMENT } from './development.js';
import { HELD_OUT } from './held-out.js';
import { type Random, randomOf } from './random.js';
import { UNSEEN } from './unseen.js';
import { HARMLESS, SENSITIVE } from './values.js';

/** Lines with `«name»` where a value goes: the name of a rule, or of something harmless. */
export interface Templates {
  readonly sensitive: readonly string[];
  readonly clean: readonly string[];
}

/** A line and what is sensitive in it. */
export interface LabelledLine {
  readonly text: string;
  readonly spans: readonly { readonly rule: RuleId; readonly start: number; readonly end: number }[];
}

/**
 * `development` is what the rules were written with; `heldOut` was written afterwards, and its mistakes were then mended too; `unseen` was
 * written last, and no rule was changed for it. All three draw their values from the same generators.
 */
export type Split = 'development' | 'heldOut' | 'unseen';

const TEMPLATES: Readonly<Record<Split, Templates>> = { development: DEVELOPMENT, heldOut: HELD_OUT, unseen: UNSEEN };

/** Labelled lines with something sensitive in each, the same for the same seed. */
export function sensitiveLines(split: Split, seed: number, count: number): LabelledLine[] {
  return lines(TEMPLATES[split].sensitive, seed, count);
}

/** Lines without anything sensitive, full of what looks like it. */
export function cleanLines(split: Split, seed: number, count: number): string[] {
  return lines(TEMPLATES[split].clean, seed, count).map(({ text }) => text);
}

function lines(templates: readonly string[], seed: number, count: number): LabelledLine[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => filled(random.pick(templates), random));
}

function filled(template: string, random: Random): LabelledLine {
  const spans: { rule: RuleId; start: number; end: number }[] = [];
  let text = '';
  for (const [index, piece] of template.split(/[«»]/).entries()) {
    if (index % 2 === 0) {
      text += piece;
      continue;
    }
    const [name = '', form] = piece.split(':');
    const sensitive = Object.entries(SENSITIVE).find(([rule]) => rule === name);
    const harmless = Object.entries(HARMLESS).find(([kind]) => kind === name);
    const made = (sensitive ?? harmless)?.[1](random);
    if (made === undefined) throw new RangeError(`«${name}» in a template is neither a rule nor a harmless value`);
    const value = formed(made, form);
    if (sensitive !== undefined)
      spans.push({ rule: name as RuleId, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, spans };
}

/** `url`: percent-encoded; `compact`: without separators; `v4`: the address as IPv4 text needs no brackets. */
function formed(value: string, form: string | undefined): string {
  switch (form) {
    case undefined:
      return value;
    case 'url':
      return encodeURIComponent(value);
    case 'compact':
      return value.replace(/[ -]/g, '');
    case 'spaced':
      return value.replace(/[ -]/g, '').replace(/(.{4})(?=.)/g, '$1 ');
    default:
      throw new RangeError(`a value has no form '${form}'`);
  }
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
