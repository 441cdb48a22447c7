import type { Json } from '../record/index.js';
import { EntryRejection } from './rejection.js';

/**
 * Refuses a value that is nested deeper than allowed, before anything else recurses into it: JSON.parse takes any depth,
 * JSON.stringify and every walk of ours would run out of stack. The recursion here is bounded by the limit itself.
 *
 * @param limit objects and arrays inside each other, the outermost counted as 1
 * @throws EntryRejection
 */
export function assertDepth(value: Json, limit: number): void {
  if (typeof value === 'object' && value !== null) descend(value, 1, limit);
}

function descend(value: object, depth: number, limit: number): void {
  if (depth > limit) throw new EntryRejection(`nested deeper than ${limit} levels`);
  if (Array.isArray(value)) {
    for (const inner of value) if (typeof inner === 'object' && inner !== null) descend(inner, depth + 1, limit);
    return;
  }
  const object = value as { readonly [key: string]: Json };
  for (const name in object) {
    const inner = object[name];
    if (typeof inner === 'object' && inner !== null) descend(inner, depth + 1, limit);
  }
}
