import { LogqlUnsupportedError } from '../errors.js';
import { ERROR_LABEL, LABEL_FILTER_ERROR } from '../interpreter/evaluation.js';
import type { ComparisonOperator, LabelPredicate, QuantityPredicate } from '../syntax/label-filter.js';
import type { NamedExpression } from './fragment.js';
import { planMatch } from './match.js';
import { planQuantity } from './quantity.js';
import type { Bind, StorageSchema } from './schema.js';

/** What every part of a label filter is planned with. */
export interface PlanContext {
  readonly schema: StorageSchema;
  readonly bind: Bind;
  readonly name: (expression: string) => NamedExpression;
  /** Whether the query asks for `__error__` anywhere; if not, failures need not be written out. */
  readonly tracksFailures: boolean;
}

/** SQL of what a predicate decides, and of whether it failed to convert a value while doing so. */
export interface PlannedPredicate {
  readonly passes: string;
  /** Absent when it cannot fail, or nobody asks. */
  readonly fails?: string;
}

/** The history of a row that `__error__` needs is written out in SQL; this bounds its length. */
const MAX_SQL_LENGTH = 100_000;

/** Whether a predicate asks for `__error__`. */
export function asksForErrors(predicate: LabelPredicate): boolean {
  if (predicate.kind === 'and' || predicate.kind === 'or') return predicate.operands.some(asksForErrors);
  return predicate.name === ERROR_LABEL;
}

/** @param failed conditions under which a conversion has failed before this predicate; any of them */
export function planPredicate(
  predicate: LabelPredicate,
  context: PlanContext,
  failed: readonly string[],
): PlannedPredicate {
  const planned = plan(predicate, context, failed);
  if (planned.passes.length + (planned.fails?.length ?? 0) > MAX_SQL_LENGTH) {
    throw new LogqlUnsupportedError('a label filter this large', 0);
  }
  return planned;
}

function plan(predicate: LabelPredicate, context: PlanContext, failed: readonly string[]): PlannedPredicate {
  switch (predicate.kind) {
    case 'and':
      return planAnd(predicate.operands, context, failed);
    case 'or':
      return planOr(predicate.operands, context, failed);
    case 'string': {
      const { name, operator, value } = predicate;
      const text =
        name === ERROR_LABEL ? planErrorLabel(failed, context.bind) : context.schema.value(name, context.bind);
      return { passes: planMatch(text, operator, value, false, context.bind) };
    }
    default:
      return planComparison(predicate, context);
  }
}

const planErrorLabel = (failed: readonly string[], bind: Bind): string =>
  failed.length === 0 ? "''" : `if(${failed.join(' OR ')}, ${bind(LABEL_FILTER_ERROR)}, '')`;

const planned = (passes: string, fails: readonly string[]): PlannedPredicate =>
  fails.length === 0 ? { passes } : { passes, fails: `(${fails.join(' OR ')})` };

/** Every operand is tested, so every failure counts. */
function planAnd(
  operands: readonly LabelPredicate[],
  context: PlanContext,
  failed: readonly string[],
): PlannedPredicate {
  const fails: string[] = [];
  const conditions = operands.map((operand) => {
    const part = planPredicate(operand, context, [...failed, ...fails]);
    if (part.fails !== undefined) fails.push(part.fails);
    return part.passes;
  });
  return planned(`(${conditions.join(' AND ')})`, fails);
}

/** Operands behind the first that holds are not tested, so their failures do not count. */
function planOr(
  operands: readonly LabelPredicate[],
  context: PlanContext,
  failed: readonly string[],
): PlannedPredicate {
  const fails: string[] = [];
  const conditions: string[] = [];
  const tested: string[] = [];
  for (const operand of operands) {
    const part = planPredicate(operand, context, [...failed, ...fails]);
    const condition = context.tracksFailures ? context.name(part.passes) : undefined;
    if (part.fails !== undefined) {
      fails.push(tested.length === 0 ? part.fails : `(NOT (${tested.join(' OR ')}) AND ${part.fails})`);
    }
    conditions.push(condition?.definition ?? part.passes);
    if (condition !== undefined) tested.push(condition.name);
  }
  return planned(`(${conditions.join(' OR ')})`, fails);
}

function planComparison(predicate: QuantityPredicate, context: PlanContext): PlannedPredicate {
  const text = context.name(context.schema.value(predicate.name, context.bind));
  const quantity = planQuantity(predicate, text.name, context.bind);
  const value = context.name(quantity.value);
  const comparison = `${value.definition} ${SQL_OPERATORS[predicate.operator]} ${quantity.constant}`;
  const passes = `(${text.definition} != '' AND ifNull(${comparison}, 1))`;
  return context.tracksFailures ? { passes, fails: `(${text.name} != '' AND isNull(${value.name}))` } : { passes };
}

const SQL_OPERATORS: Readonly<Record<ComparisonOperator, string>> = {
  '==': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};
