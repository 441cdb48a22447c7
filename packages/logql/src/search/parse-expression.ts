import { LogqlSyntaxError } from '../errors.js';
import { MAX_DEPTH, MAX_TERMS } from '../limits.js';
import { escapeRegex } from '../regex/index.js';
import type { SearchExpression } from './expression.js';
import { negated, parseField, wildcardPattern } from './field.js';
import { refuseRange } from './metric-query.js';
import { type SearchToken, scanSearch, unquote } from './scanner.js';

/** Parses a search that is not LogQL; undefined when it is empty. Terms side by side must all match; "or" binds less. */
export function parseExpression(text: string): SearchExpression | undefined {
  const tokens = scanSearch(text);
  if (tokens.length > MAX_TERMS) throw new LogqlSyntaxError(`The search has more than ${MAX_TERMS} terms`, 0);
  if (tokens.length === 1) return undefined;
  let index = 0;
  const peek = (): SearchToken => tokens[index] ?? { kind: 'end', position: text.length };
  const expression = parseOr(0);
  if (peek().kind !== 'end') throw expected('a word or field:value');
  return expression;

  function parseOr(depth: number): SearchExpression {
    const { position } = peek();
    const operands = [parseAnd(depth)];
    while (peek().kind === 'or') {
      index++;
      operands.push(parseAnd(depth));
    }
    return combine('or', operands, position);
  }

  function parseAnd(depth: number): SearchExpression {
    const { position } = peek();
    const operands = [parseUnary(depth)];
    for (;;) {
      if (peek().kind === 'and') index++;
      else if (!['term', 'not', 'open'].includes(peek().kind)) return combine('and', operands, position);
      operands.push(parseUnary(depth));
    }
  }

  function parseUnary(depth: number): SearchExpression {
    if (depth > MAX_DEPTH)
      throw new LogqlSyntaxError(`The search is nested more than ${MAX_DEPTH} deep`, peek().position);
    const token = peek();
    index++;
    if (token.kind === 'not') return negate(parseUnary(depth + 1));
    if (token.kind === 'term') return parseTerm(token.text, token.quoted, token.position);
    if (token.kind !== 'open') {
      index--;
      throw expected('a word or field:value');
    }
    const inner = parseOr(depth + 1);
    if (peek().kind !== 'close') throw expected(`")" for the "(" at position ${token.position}`);
    index++;
    return inner;
  }

  function expected(what: string): LogqlSyntaxError {
    const { kind, position } = peek();
    const found = kind === 'end' ? 'the search ends' : `found ${JSON.stringify(kind === 'close' ? ')' : kind)}`;
    return new LogqlSyntaxError(`Expected ${what}, but ${found}`, position, what);
  }
}

function parseTerm(text: string, quoted: boolean, position: number): SearchExpression {
  if (quoted) return { kind: 'word', pattern: escapeRegex(unquote(text)), negative: false, position };
  const predicate = parseField(text, position);
  if (predicate !== undefined) return { kind: 'field', predicate, position };
  refuseRange(text, position);
  // Words are found anywhere in the line, so a star at either end says nothing.
  return { kind: 'word', pattern: wildcardPattern(text.replace(/^\*+|\*+$/g, '')), negative: false, position };
}

function combine(kind: 'and' | 'or', operands: readonly SearchExpression[], position: number): SearchExpression {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const [first] = flat;
  return flat.length === 1 && first !== undefined ? first : { kind, operands: flat, position };
}

function negate(expression: SearchExpression): SearchExpression {
  switch (expression.kind) {
    case 'word':
      return { ...expression, negative: !expression.negative };
    case 'field':
      return { ...expression, predicate: negated(expression.predicate) };
    default:
      return combine(expression.kind === 'and' ? 'or' : 'and', expression.operands.map(negate), expression.position);
  }
}
