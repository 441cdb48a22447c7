import { LogqlSyntaxError, LogqlUnsupportedError } from '../errors.js';
import { MAX_DEPTH } from '../limits.js';
import {
  type ComparisonOperator,
  join,
  type LabelFilter,
  type LabelPredicate,
  type QuantityPredicate,
} from '../syntax/label-filter.js';
import type { TokenCursor } from './cursor.js';
import { checkedPattern } from './pattern.js';

const COMPARISONS = ['==', '=', '!=', '>=', '>', '<=', '<'] as const;

/** Whether a comparison stands at this place; tells a label filter from a stage with the same name. */
export function atOperator(cursor: TokenCursor, ahead: number): boolean {
  return [...COMPARISONS, '=~', '!~'].some((operator) => cursor.at(operator, ahead));
}

/** Parses what follows the pipe of `| level="error" and (duration>1s or bytes>1MB)`. */
export function parseLabelFilter(cursor: TokenCursor): LabelFilter {
  return { kind: 'label-filter', predicate: parsePredicate(cursor, 0) };
}

/**
 * A comma, and two predicates side by side, mean "and" – with everything to their right as one operand, since Loki's
 * grammar gives them no precedence and shifts: `a or b, c or d` is `a or (b and (c or d))`.
 *
 * @see https://github.com/grafana/loki/blob/main/pkg/logql/syntax/syntax.y – rule labelFilter
 */
function parsePredicate(cursor: TokenCursor, depth: number): LabelPredicate {
  const segments: LabelPredicate[][][] = [];
  let branching = 0;
  do {
    const segment = parseSegment(cursor, depth);
    segments.push(segment);
    if (segment.length > 1 && depth + ++branching > MAX_DEPTH) throw tooDeep(cursor.peek().start);
  } while (cursor.take(',') || startsPredicate(cursor));
  const [first, ...rest] = segments.reverse();
  return rest.reduce((right, segment) => joinSegment(segment, right), joinSegment(first ?? []));
}

/** `a and b or c`: alternatives of conjunctions. */
function parseSegment(cursor: TokenCursor, depth: number): LabelPredicate[][] {
  const alternatives: LabelPredicate[][] = [];
  do {
    const conjunction: LabelPredicate[] = [];
    do conjunction.push(parsePrimary(cursor, depth));
    while (cursor.take('and'));
    alternatives.push(conjunction);
  } while (cursor.take('or'));
  return alternatives;
}

function joinSegment(alternatives: readonly LabelPredicate[][], right?: LabelPredicate): LabelPredicate {
  return join(
    'or',
    alternatives.map((conjunction, index) =>
      join('and', index === alternatives.length - 1 && right !== undefined ? [...conjunction, right] : conjunction),
    ),
  );
}

const startsPredicate = (cursor: TokenCursor): boolean =>
  cursor.at('(') || (cursor.peek().kind === 'identifier' && !cursor.at('and') && !cursor.at('or'));

function parsePrimary(cursor: TokenCursor, depth: number): LabelPredicate {
  if (cursor.at('(')) {
    if (depth >= MAX_DEPTH) throw tooDeep(cursor.peek().start);
    const open = cursor.next();
    const predicate = parsePredicate(cursor, depth + 1);
    if (!cursor.take(')')) throw cursor.expected(`")" for the "(" at position ${open.start}`);
    return predicate;
  }
  cursor.countTerm();
  const name = cursor.expect('identifier', 'a label name').text;
  const string = parseStringComparison(cursor, name);
  if (string !== undefined) return string;
  const written = COMPARISONS.find((candidate) => cursor.take(candidate));
  if (written === undefined) throw cursor.expected('a comparison: =, !=, =~, !~, ==, >, >=, < or <=');
  return parseQuantity(cursor, name, written === '=' ? '==' : written);
}

function parseStringComparison(cursor: TokenCursor, name: string): LabelPredicate | undefined {
  for (const operator of ['=~', '!~'] as const) {
    if (cursor.take(operator)) {
      const token = cursor.expect('string', 'a regular expression in double quotes or backticks');
      return { kind: 'string', name, operator, value: checkedPattern(token) };
    }
  }
  for (const operator of ['=', '!='] as const) {
    if (!cursor.at(operator)) continue;
    if (cursor.at('ip', 1) && cursor.at('(', 2))
      throw new LogqlUnsupportedError('ip() label filter', cursor.peek(1).start);
    const value = cursor.peek(1);
    if (value.kind !== 'string') continue;
    cursor.next();
    cursor.next();
    return { kind: 'string', name, operator, value: value.value };
  }
  return undefined;
}

function parseQuantity(cursor: TokenCursor, name: string, operator: ComparisonOperator): QuantityPredicate {
  const sign = cursor.take('-') ? -1 : 1;
  if (sign === 1) cursor.take('+');
  const token = cursor.peek();
  if (token.kind === 'number') {
    cursor.next();
    // Adding zero turns -0 into 0.
    return { kind: 'number', name, operator, value: sign * token.value + 0 };
  }
  if (sign === 1 && token.kind === 'duration') {
    cursor.next();
    return { kind: 'duration', name, operator, value: token.value };
  }
  if (sign === 1 && token.kind === 'bytes') {
    cursor.next();
    return { kind: 'bytes', name, operator, value: token.value };
  }
  throw cursor.expected(
    operator === '==' || operator === '!='
      ? 'a value: "text", a number, a duration such as 5m or a size such as 10MB'
      : 'a number, a duration such as 5m or a size such as 10MB',
  );
}

const tooDeep = (position: number): LogqlSyntaxError =>
  new LogqlSyntaxError(`The label filter is nested more than ${MAX_DEPTH} deep`, position);
