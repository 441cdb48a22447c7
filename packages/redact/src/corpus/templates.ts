import { RULES, type RuleId } from '../rules.js';
import type { Random } from './random.js';

/** Makes one value of a kind. */
export type Make = (random: Random) => string;

/** Lines with `«name»` where a value goes: the name of a rule, or of something harmless. */
export interface Templates {
  readonly sensitive: readonly string[];
  readonly clean: readonly string[];
}

/** What templates are filled with. */
export interface Values {
  /** What is sensitive, by rule; `rule/variant` for values of a rule that a template asks for apart. */
  readonly sensitive: { readonly [Name in RuleId | `${RuleId}/${string}`]?: Make };
  /** What is not, and looks a little like it. */
  readonly harmless: { readonly [kind: string]: Make };
}

/** Templates and the values they are filled with. */
export interface Corpus extends Templates {
  readonly values: Values;
}

/** A line and what is sensitive in it. */
export interface LabelledLine {
  readonly text: string;
  readonly spans: readonly { readonly rule: RuleId; readonly start: number; readonly end: number }[];
}

/** Fills one template after the other, picked at random. */
export function filledLines(
  templates: readonly string[],
  values: Values,
  random: Random,
  count: number,
): LabelledLine[] {
  return Array.from({ length: count }, () => filled(random.pick(templates), values, random));
}

function filled(template: string, values: Values, random: Random): LabelledLine {
  const spans: { rule: RuleId; start: number; end: number }[] = [];
  let text = '';
  for (const [index, piece] of template.split(/[«»]/).entries()) {
    if (index % 2 === 0) {
      text += piece;
      continue;
    }
    const [name = '', form] = piece.split(':');
    const rule = RULES.find(({ id }) => id === name.split('/')[0])?.id;
    const make = rule === undefined ? values.harmless[name] : values.sensitive[name as RuleId];
    if (make === undefined) throw new RangeError(`«${name}» in a template is neither a rule nor a harmless value`);
    const value = formed(make(random), form);
    if (rule !== undefined) spans.push({ rule, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, spans };
}

/** `url`: percent-encoded; `compact`: without separators; `spaced`: in groups of four. */
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
