import { isLogql } from './terms.js';

/** What the text before the cursor is the beginning of. `from` is the offset where a completion starts replacing. */
export type CompletionTarget =
  | { readonly kind: 'field'; readonly from: number; readonly typed: string }
  | { readonly kind: 'value'; readonly from: number; readonly typed: string; readonly field: string };

/**
 * @param before the query up to the cursor
 * @returns undefined inside a phrase, where nothing can be completed
 */
export function completionTarget(before: string): CompletionTarget | undefined {
  return isLogql(before) ? logqlTarget(before) : plainTarget(before);
}

function logqlTarget(before: string): CompletionTarget | undefined {
  const value = /([A-Za-z_]\w*)\s*(?:=~|!~|!=|=)\s*("[^"]*)$/.exec(before);
  if (value) {
    const [, field = '', typed = ''] = value;
    return { kind: 'value', field, typed: typed.slice(1), from: before.length - typed.length };
  }
  if (inString(before)) return undefined;
  const name = /(?:^|[{,|\s(])([A-Za-z_]\w*)?$/.exec(before);
  return name ? { kind: 'field', typed: name[1] ?? '', from: before.length - (name[1] ?? '').length } : undefined;
}

function plainTarget(before: string): CompletionTarget | undefined {
  const value = /(?:^|\s)-?([A-Za-z_]\w*):("[^"]*|[^\s"]*)$/.exec(before);
  if (value) {
    const [, field = '', typed = ''] = value;
    return { kind: 'value', field, typed: typed.replace(/^"/, ''), from: before.length - typed.length };
  }
  if (inString(before)) return undefined;
  const name = /(?:^|\s)-?([A-Za-z_]\w*)?$/.exec(before);
  return name ? { kind: 'field', typed: name[1] ?? '', from: before.length - (name[1] ?? '').length } : undefined;
}

const inString = (before: string): boolean => (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
