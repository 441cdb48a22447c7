/** A nested mapping, as YAML gives it. */
export interface Tree {
  readonly [key: string]: unknown;
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Both trees in one; where both have a value, the second one's counts. */
export function merge(first: Tree, second: Tree): Tree {
  const merged: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = merged[key];
    merged[key] = isTree(before) && isTree(value) ? merge(before, value) : value;
  }
  return merged;
}

/** A tree with one value at a dotted path. */
export const treeAt = (path: string, value: unknown): Tree =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Tree;

/** The value at a dotted path. */
export const valueAt = (tree: Tree, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (isTree(inner) ? inner[name] : undefined), tree);

/** The dotted paths of every value that is not itself a mapping. */
export const leafPaths = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? leafPaths(value, `${prefix}${key}.`) : [prefix + key],
  );

/** The tree without the value at a dotted path. */
export function without(tree: Tree, path: string): Tree {
  const [head = '', ...rest] = path.split('.');
  const { [head]: inner, ...others } = tree;
  if (rest.length === 0) return others;
  return isTree(inner) ? { ...others, [head]: without(inner, rest.join('.')) } : tree;
}
