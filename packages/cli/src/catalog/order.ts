import type { Place } from './entry.js';

/** By code unit, as no language sorts: the same on every machine. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byPlace = (a: Place, b: Place): number => inOrder(a.file, b.file) || a.line - b.line;

/** Groups in the order of their keys; what has no key comes last, under ''. */
export function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string | undefined,
): [key: string, items: Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item) ?? '';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : inOrder(a, b)));
}
