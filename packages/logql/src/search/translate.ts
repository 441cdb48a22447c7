import { LogqlSyntaxError } from '../errors.js';
import { ERROR_LABEL } from '../interpreter/evaluation.js';
import { join, type LabelPredicate, type QuantityPredicate } from '../syntax/label-filter.js';
import type { LineFilter } from '../syntax/line-filter.js';
import type { LogQuery, Stage } from '../syntax/query.js';
import type { SearchExpression } from './expression.js';
import { guarded } from './field.js';

type Word = Extract<SearchExpression, { kind: 'word' }>;

/** Most line filters that alternatives of several words may be written out to. */
const MAX_CLAUSES = 64;

/**
 * Writes a search as a LogQL pipeline: words become line filters, fields label filters.
 *
 * @throws LogqlSyntaxError where LogQL has no way to say it: alternatives of words and fields, or of excluded words
 */
export function translate(expression: SearchExpression | undefined): LogQuery {
  const parts = expression === undefined ? [] : expression.kind === 'and' ? expression.operands : [expression];
  const guard = parts.some((part) => (part.kind === 'or' && converts(part)) || keepsOtherKinds(part));
  const stages: Stage[] = [];
  for (const part of parts) {
    if (holdsOnly(part, 'word')) stages.push(...lineFilters(part));
    else if (holdsOnly(part, 'field')) {
      stages.push({ kind: 'label-filter', predicate: predicateOf(part, guard) });
    } else {
      throw new LogqlSyntaxError(
        'Words and fields cannot be alternatives of one another; search for them one after the other',
        part.position,
      );
    }
  }
  if (!guard && parts.some(converts)) {
    stages.push({ kind: 'label-filter', predicate: { kind: 'string', name: ERROR_LABEL, operator: '=', value: '' } });
  }
  return { kind: 'log-query', selector: { kind: 'selector', matchers: [] }, stages };
}

function holdsOnly(expression: SearchExpression, kind: 'word' | 'field'): boolean {
  if (expression.kind === 'word' || expression.kind === 'field') return expression.kind === kind;
  return expression.operands.every((operand) => holdsOnly(operand, kind));
}

/** Whether values are converted for comparison, and those that cannot be are to be left out. */
function converts(expression: SearchExpression): boolean {
  if (expression.kind === 'word') return false;
  if (expression.kind === 'field') return isQuantity(expression.predicate);
  return expression.operands.some(converts);
}

/** Whether there is an excluded comparison: it keeps the values that cannot be converted, so they must not be cut off later. */
function keepsOtherKinds(expression: SearchExpression): boolean {
  if (expression.kind === 'word') return false;
  if (expression.kind === 'field') return expression.predicate.kind === 'or';
  return expression.operands.some(keepsOtherKinds);
}

const isQuantity = (predicate: LabelPredicate): predicate is QuantityPredicate =>
  predicate.kind === 'number' || predicate.kind === 'duration' || predicate.kind === 'bytes';

function predicateOf(expression: SearchExpression, guard: boolean): LabelPredicate {
  if (expression.kind === 'word') throw new TypeError('a word is no label filter');
  if (expression.kind === 'field') {
    return guard && isQuantity(expression.predicate) ? guarded(expression.predicate) : expression.predicate;
  }
  return join(
    expression.kind,
    expression.operands.map((operand) => predicateOf(operand, guard)),
  );
}

/** One line filter per clause of the conjunctive normal form. */
function lineFilters(expression: SearchExpression): readonly LineFilter[] {
  return clauses(expression).map((words) => {
    const [first] = words;
    const negative = words.some((word) => word.negative);
    if (negative && words.length > 1) {
      throw new LogqlSyntaxError('An excluded word cannot be one of several alternatives', first?.position ?? 0);
    }
    return {
      kind: 'line-filter',
      operator: negative ? '!~' : '|~',
      alternatives: words.map(({ pattern }) => `(?i)${pattern}`),
    };
  });
}

function clauses(expression: SearchExpression): readonly (readonly Word[])[] {
  switch (expression.kind) {
    case 'word':
      return [[expression]];
    case 'and':
      return expression.operands.flatMap(clauses);
    case 'or':
      return expression.operands.map(clauses).reduce((left, right) => {
        if (left.length * right.length > MAX_CLAUSES) {
          throw new LogqlSyntaxError('These alternatives are too many; search for fewer at once', expression.position);
        }
        return left.flatMap((some) => right.map((others) => [...some, ...others]));
      });
    default:
      throw new TypeError('a field is no line filter');
  }
}
