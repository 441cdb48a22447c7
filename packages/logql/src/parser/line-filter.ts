import { LogqlUnsupportedError } from '../errors.js';
import type { LineFilter, LineFilterOperator } from '../syntax/line-filter.js';
import type { TokenCursor } from './cursor.js';
import { checkedPattern } from './pattern.js';

const OPERATORS: readonly LineFilterOperator[] = ['|=', '!=', '|~', '!~'];

/** Parses `|= "a" or "b"`; undefined when no line filter begins here. */
export function parseLineFilter(cursor: TokenCursor): LineFilter | undefined {
  if (cursor.at('|>') || cursor.at('!>')) {
    throw new LogqlUnsupportedError(`pattern match filter ${cursor.peek().text}`, cursor.peek().start);
  }
  const operator = OPERATORS.find((candidate) => cursor.take(candidate));
  if (operator === undefined) return undefined;
  const alternatives: string[] = [];
  do {
    cursor.countTerm();
    if (cursor.at('ip') && cursor.at('(', 1)) {
      throw new LogqlUnsupportedError('ip() line filter', cursor.peek().start);
    }
    const token = cursor.expect('string', 'a text in double quotes or backticks');
    alternatives.push(operator === '|~' || operator === '!~' ? checkedPattern(token) : token.value);
  } while (cursor.take('or'));
  return { kind: 'line-filter', operator, alternatives };
}
