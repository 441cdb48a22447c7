import { LogqlSyntaxError } from '../errors.js';
import { tokenize } from '../lexer/lexer.js';
import { MAX_DEPTH } from '../limits.js';
import { TokenCursor } from '../parser/cursor.js';

/** A query that asks for no entries: the same at every moment. A vector has one sample without labels. */
export interface Constant {
  readonly kind: 'scalar' | 'vector';
  readonly value: number;
}

/** Operators from the loosest to the tightest; `^` binds to the right. */
const LEVELS = [
  ['+', '-'],
  ['*', '/', '%'],
] as const;

/**
 * Evaluates a query of numbers, `vector(n)`, `+ - * / % ^` and parentheses, such as the `vector(1)+vector(1)` with which Grafana
 * checks a data source.
 *
 * @returns undefined when the text is anything else, which `parseQuery` then answers or refuses
 * @throws LogqlSyntaxError when the text is no LogQL at all from the first character on
 * @example evaluateConstant('vector(1)+vector(1)') // { kind: 'vector', value: 2 }
 */
export function evaluateConstant(text: string): Constant | undefined {
  const cursor = new TokenCursor(tokenize(text));
  try {
    const constant = evaluateLevel(cursor, 0, 0);
    return cursor.peek().kind === 'end' ? constant : undefined;
  } catch (error) {
    if (error instanceof NoConstant) return undefined;
    throw error;
  }
}

class NoConstant extends Error {}

function evaluateLevel(cursor: TokenCursor, level: number, depth: number): Constant {
  const operators = LEVELS[level];
  if (operators === undefined) return evaluatePower(cursor, depth);
  let left = evaluateLevel(cursor, level + 1, depth);
  for (;;) {
    const operator = operators.find((candidate) => cursor.take(candidate));
    if (operator === undefined) return left;
    left = apply(operator, left, evaluateLevel(cursor, level + 1, depth));
  }
}

function evaluatePower(cursor: TokenCursor, depth: number): Constant {
  const base = evaluateOperand(cursor, depth);
  return cursor.take('^') ? apply('^', base, evaluatePower(cursor, deeper(cursor, depth))) : base;
}

function evaluateOperand(cursor: TokenCursor, depth: number): Constant {
  if (cursor.take('(')) {
    const inner = evaluateLevel(cursor, 0, deeper(cursor, depth));
    return closed(cursor, inner);
  }
  if (cursor.at('vector') && cursor.at('(', 1)) {
    cursor.next();
    cursor.next();
    return closed(cursor, { kind: 'vector', value: evaluateNumber(cursor) });
  }
  return { kind: 'scalar', value: evaluateNumber(cursor) };
}

function evaluateNumber(cursor: TokenCursor): number {
  const sign = cursor.take('-') ? -1 : 1;
  if (sign === 1) cursor.take('+');
  const token = cursor.next();
  if (token.kind !== 'number') throw new NoConstant();
  return sign * token.value;
}

function closed(cursor: TokenCursor, constant: Constant): Constant {
  if (!cursor.take(')')) throw new NoConstant();
  return constant;
}

function deeper(cursor: TokenCursor, depth: number): number {
  if (depth >= MAX_DEPTH) throw new LogqlSyntaxError(`Nested more than ${MAX_DEPTH} deep`, cursor.peek().start);
  return depth + 1;
}

function apply(operator: '+' | '-' | '*' | '/' | '%' | '^', left: Constant, right: Constant): Constant {
  const kind = left.kind === 'vector' || right.kind === 'vector' ? 'vector' : 'scalar';
  return { kind, value: OPERATIONS[operator](left.value, right.value) };
}

const OPERATIONS: Readonly<Record<'+' | '-' | '*' | '/' | '%' | '^', (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
};
