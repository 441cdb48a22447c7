import { LogqlSyntaxError } from '../errors.js';
import type { Token, TokenKind } from '../lexer/token.js';
import { MAX_TERMS } from '../limits.js';

/** A place in the tokens of a query, moved forward by the parsers of its parts. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #index = 0;
  #terms = 0;

  /** `tokens` end with one of kind `end`, as the lexer gives them. */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new TypeError('a token list ends with an end token');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#index++;
    return token;
  }

  /** Whether the next token is this punctuation, or this keyword in any case. */
  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (token.kind === 'punctuation' || token.kind === 'identifier') && token.text.toLowerCase() === text;
  }

  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.#index++;
    return true;
  }

  expect<K extends TokenKind>(kind: K, expected: string): Extract<Token, { kind: K }> {
    const token = this.peek();
    if (token.kind !== kind) throw this.expected(expected);
    this.#index++;
    return token as Extract<Token, { kind: K }>;
  }

  expectText(text: string, expected = `"${text}"`): Token {
    if (!this.at(text)) throw this.expected(expected);
    return this.next();
  }

  /** Counts one matcher, filter or predicate against the limit. */
  countTerm(): void {
    if (++this.#terms > MAX_TERMS) {
      throw new LogqlSyntaxError(`The query has more than ${MAX_TERMS} matchers and filters`, this.peek().start);
    }
  }

  /** The error that something else stands here. */
  expected(what: string): LogqlSyntaxError {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the query ends' : `found ${abbreviate(token.text)}`;
    return new LogqlSyntaxError(`Expected ${what}, but ${found}`, token.start, what);
  }
}

const abbreviate = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 40)}…`);
