import { LogqlSyntaxError } from '../errors.js';

/** A piece of a search. `text` of a term is without its minus; `quoted` tells `"or"` from `or`. */
export type SearchToken =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'end'; readonly position: number }
  | { readonly kind: 'term'; readonly text: string; readonly quoted: boolean; readonly position: number }
  | { readonly kind: 'not'; readonly position: number };

/** Splits a search at spaces outside quotes; parentheses group only where a term could begin. */
export function scanSearch(text: string): readonly SearchToken[] {
  const tokens: SearchToken[] = [];
  let depth = 0;
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    const char = text[at];
    if (char === undefined) return [...tokens, { kind: 'end', position: at }];
    if (char === '(') {
      tokens.push({ kind: 'open', position: at++ });
      depth++;
    } else if (char === ')' && depth > 0) {
      tokens.push({ kind: 'close', position: at++ });
      depth--;
    } else if (char === '-' && /[^\s)]/.test(text[at + 1] ?? ' ')) {
      tokens.push({ kind: 'not', position: at++ });
    } else {
      const term = readTerm(text, at, depth > 0);
      tokens.push(term.token);
      at = term.end;
    }
  }
}

/** Reads to the next space; quotes may hold spaces, `\"` and `\\`. Inside a group, an unmatched ")" ends the term. */
function readTerm(text: string, start: number, inGroup: boolean): { token: SearchToken; end: number } {
  let at = start;
  let open = 0;
  for (; at < text.length; at++) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) break;
    if (char === '(') open++;
    if (char === ')' && --open < 0 && inGroup) break;
    if (char === '"' && (at === start || text[at - 1] === ':')) {
      const end = closingQuote(text, at);
      return { token: { kind: 'term', text: text.slice(start, end), quoted: at === start, position: start }, end };
    }
  }
  const term = text.slice(start, at);
  const operator = OPERATORS[term];
  const token: SearchToken =
    operator === undefined
      ? { kind: 'term', text: term, quoted: false, position: start }
      : { kind: operator, position: start };
  return { token, end: at };
}

/** "not" in small letters is a word: people search for "not found". */
const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = Object.assign(Object.create(null), {
  and: 'and',
  AND: 'and',
  or: 'or',
  OR: 'or',
  NOT: 'not',
});

/** Offset after the quote that closes the one at `start`. */
function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  throw new LogqlSyntaxError('This quote is not closed', start, 'a closing "\\""');
}

/** The text inside quotes. */
export const unquote = (quoted: string): string => quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
