import { LogqlSyntaxError } from '../errors.js';
import type { Token } from '../lexer/token.js';
import { compileRegex, RegexSyntaxError } from '../regex/index.js';

/**
 * Takes a string token as a regular expression and checks it, so that a mistake is told with its place in the query
 * instead of by the engine.
 */
export function checkedPattern(token: Extract<Token, { kind: 'string' }>): string {
  try {
    compileRegex(token.value);
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    throw new LogqlSyntaxError(
      `This is not a regular expression: ${error.message}`,
      // Exact unless the string has escapes before the mistake.
      Math.min(token.start + 1 + error.offset, token.end),
      "a regular expression of RE2's syntax",
    );
  }
  return token.value;
}
