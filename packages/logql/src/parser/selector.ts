import type { Matcher, MatchOperator, Selector } from '../syntax/selector.js';
import type { TokenCursor } from './cursor.js';
import { checkedPattern } from './pattern.js';

const OPERATORS: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

/** Parses `{…}`. */
export function parseSelector(cursor: TokenCursor): Selector {
  cursor.expectText('{', 'a stream selector such as {service="shop"}');
  const matchers: Matcher[] = [];
  while (!cursor.at('}')) {
    matchers.push(parseMatcher(cursor));
    if (!cursor.take(',')) break;
    if (cursor.at('}')) throw cursor.expected('a label name after the comma');
  }
  cursor.expectText('}', matchers.length === 0 ? 'a label name or "}"' : '"," or "}"');
  return { kind: 'selector', matchers };
}

function parseMatcher(cursor: TokenCursor): Matcher {
  cursor.countTerm();
  const name = cursor.expect('identifier', 'a label name').text;
  const operator = parseMatchOperator(cursor);
  const token = cursor.expect('string', 'a value in double quotes or backticks');
  const value = operator === '=~' || operator === '!~' ? checkedPattern(token) : token.value;
  return { kind: 'matcher', name, operator, value };
}

export function parseMatchOperator(cursor: TokenCursor): MatchOperator {
  const operator = OPERATORS.find((candidate) => cursor.take(candidate));
  if (operator === undefined) throw cursor.expected('"=", "!=", "=~" or "!~"');
  return operator;
}
