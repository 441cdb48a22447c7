import type { RegexNode } from './node.js';

export interface Literal {
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** The text an expression stands for when it is nothing but text, all of it with or without regard to case. */
export function literalOf(node: RegexNode): Literal | undefined {
  if (node.kind === 'empty') return { text: '', ignoreCase: false };
  const items = node.kind === 'sequence' ? node.items : [node];
  const characters = items.filter((item) => item.kind === 'character');
  const [first] = characters;
  if (first === undefined || characters.length !== items.length) return undefined;
  if (characters.some((item) => item.ignoreCase !== first.ignoreCase)) return undefined;
  return { text: String.fromCodePoint(...characters.map((item) => item.codePoint)), ignoreCase: first.ignoreCase };
}

/** The texts of `a|b|c`, case-sensitive; undefined when it is anything else. */
export function literalAlternatives(node: RegexNode): readonly string[] | undefined {
  const items = node.kind === 'alternatives' ? node.items : [node];
  const literals = items.map(literalOf);
  if (literals.some((literal) => literal === undefined || literal.ignoreCase)) return undefined;
  return literals.map((literal) => literal?.text ?? '');
}

/** Escapes text so that it stands for itself, in RE2 and in JavaScript. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
