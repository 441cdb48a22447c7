import { runProgram } from './automaton.js';
import { escapeRegex, literalAlternatives, literalOf } from './literal.js';
import type { RegexNode } from './node.js';
import { parseRegex, type RegexOptions } from './parse.js';
import { compileProgram } from './program.js';

/** Tests whether a text holds a match. */
export type RegexTest = (text: string) => boolean;

/**
 * Compiles an RE2 expression to a test that takes linear time. Plain text takes the short way over the language's own search.
 *
 * @example compileRegex('(?i)time ?out')('Request TIMEOUT') // true
 * @throws RegexSyntaxError
 */
export function compileRegex(source: string, options: RegexOptions & { readonly anchored?: boolean } = {}): RegexTest {
  const node = parseRegex(source, options);
  if (options.anchored) return compileAnchored(node);
  const literal = literalOf(node);
  if (literal !== undefined && !literal.ignoreCase) return (text) => text.includes(literal.text);
  if (literal !== undefined) {
    // Safe in the language's own engine: without repetition nothing can backtrack, and `iu` folds as RE2 does.
    const pattern = new RegExp(escapeRegex(literal.text), 'iu');
    return (text) => pattern.test(text);
  }
  const program = compileProgram(node);
  return (text) => runProgram(program, text);
}

function compileAnchored(node: RegexNode): RegexTest {
  const alternatives = literalAlternatives(node);
  if (alternatives !== undefined) {
    const texts = new Set(alternatives);
    return (text) => texts.has(text);
  }
  const program = compileProgram({
    kind: 'sequence',
    items: [{ kind: 'assertion', assertion: 'text-start' }, node, { kind: 'assertion', assertion: 'text-end' }],
  });
  return (text) => runProgram(program, text);
}
