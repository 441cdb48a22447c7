/** A condition of a plain search: a word, `"a phrase"`, `field:value` or `-field:value`. */
export interface Term {
  /** Offsets into the query, the minus included; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** Absent for a plain word. */
  readonly field?: string;
  /** Without quotes and escapes. */
  readonly value: string;
}

export interface PlainSearch {
  /** The conditions that all must hold; empty when alternatives stand side by side. */
  readonly terms: readonly Term[];
  /** Whether `or` stands outside parentheses. */
  readonly alternatives: boolean;
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?`;
/** As the server's scanner splits (packages/logql/src/search/scanner.ts): quotes hold blanks at the start and behind a colon. */
const PIECE = new RegExp(String.raw`(-?)(${QUOTED}|(?:(?!:")\S)*:${QUOTED}|\S+)`, 'sy');
const FIELD = /^([\p{L}_][\p{L}\p{N}_.-]*):(?!\/\/)(.+)$/su;

/** Whether the text is LogQL rather than a plain search; the server decides by the same sign. */
export function isLogql(query: string): boolean {
  return query.trimStart().startsWith('{');
}

/** The text in quotes, where `\"` and `\\` are the only escapes. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The text inside quotes; a missing end quote (still being typed) is forgiven, text without quotes stays. */
function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  return /^"((?:[^"\\]|\\.)*)/s.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? '';
}

function readTerm(text: string, start: number, negated: boolean): Omit<Term, 'end'> {
  const field = text.startsWith('"') ? null : FIELD.exec(text);
  if (!field) return { start, negated, value: unquote(text) };
  return { start, negated, field: field[1] ?? '', value: unquote(field[2] ?? '') };
}

/** Takes a plain search apart, as far as adding and removing conditions needs it. */
export function readPlainSearch(query: string): PlainSearch {
  const terms: Term[] = [];
  let depth = 0;
  let alternatives = false;
  let inverted = false;
  for (let at = 0; at < query.length; ) {
    const character = query[at] ?? '';
    if (/\s/.test(character)) {
      at++;
    } else if (character === '(' || (character === '-' && query[at + 1] === '(')) {
      depth++;
      at = query.indexOf('(', at) + 1;
    } else if (character === ')' && depth > 0) {
      depth--;
      at++;
    } else {
      PIECE.lastIndex = at;
      const [piece = character, minus = '', found = ''] = PIECE.exec(query) ?? [];
      const text = depth > 0 ? beforeClosing(found) : found;
      const end = at + piece.length - (found.length - text.length);
      const word = minus + text;
      if (/^(?:or|OR)$/.test(word)) alternatives ||= depth === 0;
      else if (word === 'NOT') inverted = true;
      else if (!/^(?:and|AND)$/.test(word)) {
        if (depth === 0 && !inverted) terms.push({ ...readTerm(text, at, minus === '-'), end });
        inverted = false;
      }
      at = Math.max(end, at + 1);
    }
  }
  return { terms: alternatives ? [] : terms, alternatives };
}

/** Inside a group, a parenthesis that nothing opened ends the term. */
function beforeClosing(text: string): string {
  if (text.includes('"')) return text;
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open++;
    if (text[at] === ')' && --open < 0) return text.slice(0, at);
  }
  return text;
}
