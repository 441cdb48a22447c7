import { LogqlUnsupportedError } from '../errors.js';
import { ERROR_LABEL, LABEL_FILTER_ERROR } from '../interpreter/evaluation.js';
import type { ComparisonOperator, LabelPredicate, QuantityPredicate } from '../syntax/label-filter.js';
import { planMatch } from './match.js';
import { planQuantity } from './quantity.js';
import type { Bind, StorageSchema } from './schema.js';

/** What every part of a label filter is planned with. */
export interface PlanContext {
  readonly schema: StorageSchema;
  readonly bind: Bind;
  /** Whether the query asks for `__error__` anywhere; if not, failures need not be written out. */
  readonly tracksFailures: boolean;
}

/** SQL of what a predicate decides, and of whether a conversion has failed by the time it has. */
export interface PlannedPredicate {
  readonly passes: string;
  /** Absent while nothing can have failed. */
  readonly failed?: string;
}

/** `__error__` needs the history of the row, which is written out in SQL; this bounds its length. */
const MAX_SQL_LENGTH = 100_000;

/** Whether a predicate asks for `__error__`. */
export function asksForErrors(predicate: LabelPredicate): boolean {
  if (predicate.kind === 'and' || predicate.kind === 'or') return predicate.operands.some(asksForErrors);
  return predicate.name === ERROR_LABEL;
}

/** @param failed SQL of whether a conversion has failed before this predicate */
export function planPredicate(predicate: LabelPredicate, context: PlanContext, failed?: string): PlannedPredicate {
  const planned = plan(predicate, context, failed);
  if (planned.passes.length + (planned.failed?.length ?? 0) > MAX_SQL_LENGTH) {
    throw new LogqlUnsupportedError('a label filter this large', 0);
  }
  return planned;
}

function plan(predicate: LabelPredicate, context: PlanContext, failed?: string): PlannedPredicate {
  switch (predicate.kind) {
    case 'and':
      return planAnd(predicate.operands, context, failed);
    case 'or':
      return planOr(predicate.operands, context, failed);
    case 'string': {
      const { name, operator, value } = predicate;
      const text =
        name === ERROR_LABEL ? planErrorLabel(failed, context.bind) : context.schema.value(name, context.bind);
      return withFailure(planMatch(text, operator, value, false, context.bind), failed);
    }
    default:
      return planComparison(predicate, context, failed);
  }
}

const planErrorLabel = (failed: string | undefined, bind: Bind): string =>
  failed === undefined ? "''" : `if(${failed}, ${bind(LABEL_FILTER_ERROR)}, '')`;

const withFailure = (passes: string, failed: string | undefined): PlannedPredicate =>
  failed === undefined ? { passes } : { passes, failed };

/** Every operand is tested, so every failure counts. */
function planAnd(operands: readonly LabelPredicate[], context: PlanContext, before?: string): PlannedPredicate {
  let failed = before;
  const conditions = operands.map((operand) => {
    const planned = planPredicate(operand, context, failed);
    failed = planned.failed;
    return planned.passes;
  });
  return withFailure(`(${conditions.join(' AND ')})`, failed);
}

/** Operands behind the first that holds are not tested, so their failures do not count. */
function planOr(operands: readonly LabelPredicate[], context: PlanContext, before?: string): PlannedPredicate {
  let failed = before;
  const conditions: string[] = [];
  for (const operand of operands) {
    const planned = planPredicate(operand, context, failed);
    if (planned.failed !== failed && conditions.length > 0) {
      const untouched = failed === undefined ? '0' : failed;
      failed = `if(${conditions.join(' OR ')}, ${untouched}, ${planned.failed ?? '0'})`;
    } else {
      failed = planned.failed;
    }
    conditions.push(planned.passes);
  }
  return withFailure(`(${conditions.join(' OR ')})`, failed);
}

function planComparison(predicate: QuantityPredicate, context: PlanContext, before?: string): PlannedPredicate {
  const text = context.schema.value(predicate.name, context.bind);
  const { value, constant } = planQuantity(predicate, text, context.bind);
  const passes = `(${text} != '' AND ifNull(${value} ${SQL_OPERATORS[predicate.operator]} ${constant}, 1))`;
  if (!context.tracksFailures) return { passes };
  const fails = `(${text} != '' AND isNull(${value}))`;
  return { passes, failed: before === undefined ? fails : `(${before} OR ${fails})` };
}

const SQL_OPERATORS: Readonly<Record<ComparisonOperator, string>> = {
  '==': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};
