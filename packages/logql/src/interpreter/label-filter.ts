import type { ComparisonOperator, LabelPredicate, QuantityPredicate } from '../syntax/label-filter.js';
import { parseBytes } from '../units/bytes.js';
import { parseDuration } from '../units/duration.js';
import { parseNumber } from '../units/number.js';
import { textOf } from './entry-view.js';
import { ERROR_LABEL, LABEL_FILTER_ERROR, type StageTest } from './evaluation.js';
import { compileMatch } from './match.js';

/**
 * As Loki does it: a value that cannot be converted passes with `__error__` set, a missing one does not pass; "and" tests
 * every operand, "or" stops at the first that holds.
 *
 * @see https://github.com/grafana/loki/blob/main/pkg/logql/log/label_filter.go
 */
export function compilePredicate(predicate: LabelPredicate): StageTest {
  switch (predicate.kind) {
    case 'and': {
      const tests = predicate.operands.map(compilePredicate);
      return (evaluation) => tests.map((test) => test(evaluation)).every(Boolean);
    }
    case 'or': {
      const tests = predicate.operands.map(compilePredicate);
      return (evaluation) => tests.some((test) => test(evaluation));
    }
    case 'string': {
      const { name } = predicate;
      const test = compileMatch(predicate.operator, predicate.value, false);
      return name === ERROR_LABEL ? ({ error }) => test(error) : ({ view }) => test(textOf(view, name));
    }
    default:
      return compileQuantity(predicate);
  }
}

function compileQuantity(predicate: QuantityPredicate): StageTest {
  const convert = CONVERSIONS[predicate.kind];
  const compare = COMPARISONS[predicate.operator];
  return (evaluation) => {
    const text = textOf(evaluation.view, predicate.name);
    if (text === '') return false;
    const value = convert(text);
    if (value !== undefined) return compare(value, predicate.value);
    evaluation.error ||= LABEL_FILTER_ERROR;
    return true;
  };
}

const CONVERSIONS: Readonly<Record<QuantityPredicate['kind'], (text: string) => number | bigint | undefined>> = {
  number: parseNumber,
  duration: parseDuration,
  bytes: parseBytes,
};

const COMPARISONS: Readonly<Record<ComparisonOperator, (left: number | bigint, right: number | bigint) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};
