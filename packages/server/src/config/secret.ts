import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigKey } from './key.js';
import type { ConfigProblem } from './problem.js';
import { merge, type Tree, treeAt, valueAt, without } from './tree.js';

/**
 * Replaces each `<secret>_file` by the content of the file it names (one trailing line break removed), as Docker's and
 * Kubernetes' mounted secrets want it. A secret that is also given directly wins over its file.
 */
export function resolveSecrets(
  tree: Tree,
  keys: readonly ConfigKey[],
  base: string,
): { tree: Tree; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  let resolved = tree;
  for (const { path } of keys.filter(({ secret }) => secret)) {
    const reference = `${path}_file`;
    const file = valueAt(tree, reference);
    if (file === undefined) continue;
    resolved = without(resolved, reference);
    if (typeof file !== 'string' || file === '') {
      problems.push({ key: reference, source: 'heartwood.yaml', message: 'must be the path of a file' });
      continue;
    }
    if (valueAt(tree, path) !== undefined) continue;
    try {
      const content = readFileSync(resolve(base, file), 'utf8').replace(/\r?\n$/, '');
      if (content === '') problems.push({ key: reference, source: file, message: 'is empty; it must hold the secret' });
      resolved = merge(resolved, treeAt(path, content));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      problems.push({ key: reference, source: file, message: `cannot be read: ${reason}` });
    }
  }
  return { tree: resolved, problems };
}
