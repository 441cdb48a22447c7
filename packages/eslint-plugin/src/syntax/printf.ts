import type { MessagePart } from './message.js';
import type { Node } from './node.js';

/** A text's parts and how many of the values it uses up, or why it cannot be told. */
export type Formatted = { readonly parts: readonly MessagePart[]; readonly used: number } | { readonly reason: string };

/**
 * Puts values where a text has `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O`; `%%` is a percent sign. A specifier without a value stays text, as
 * `util.format` leaves it. Source: https://nodejs.org/api/util.html#utilformatformat-args
 */
export function formatParts(text: string, values: readonly Node[]): Formatted {
  const parts: MessagePart[] = [];
  if (values.length === 0) return { parts: [{ text }], used: 0 };
  let end = 0;
  let used = 0;
  for (const match of text.matchAll(/%([sdifjoOc%])/g)) {
    const [specifier, letter] = match;
    const value = values[used];
    if (letter === 'c') return { reason: 'it styles its text with %c' };
    if (letter !== '%' && value === undefined) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    end = match.index + specifier.length;
    if (letter === '%') parts.push({ text: '%' });
    else if (value !== undefined) {
      parts.push({ value });
      used++;
    }
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return { parts, used };
}
