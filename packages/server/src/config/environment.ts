import type { ConfigKey } from './key.js';
import { type ConfigProblem, didYouMean } from './problem.js';
import { nearest } from './suggestion.js';
import { merge, type Tree, treeAt } from './tree.js';

export interface EnvironmentConfig {
  readonly tree: Tree;
  /** Which variable gave the key at this dotted path. */
  readonly variables: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * The part of the configuration that the environment gives. A variable that begins like a section of the configuration
 * (`HEARTWOOD_LISTEN_…`) or is a near miss of a known one must exist; any other `HEARTWOOD_…` belongs to someone else (the
 * SDK, the command line) and is left alone. An empty variable counts as not set, as in a compose file's `${X:-}`.
 */
export function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  keys: readonly ConfigKey[],
): EnvironmentConfig {
  const pathOf = new Map<string, string>();
  for (const { path, variable, secret } of keys) {
    pathOf.set(variable, path);
    if (secret) pathOf.set(`${variable}_FILE`, `${path}_file`);
  }
  const sections = [...new Set(keys.flatMap(({ path }) => (path.includes('.') ? [path.split('.')[0] ?? ''] : [])))];
  const prefixes = sections.map((section) => `HEARTWOOD_${section.toUpperCase()}_`);

  let tree: Tree = {};
  const variables = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('HEARTWOOD_') || value === undefined || value === '') continue;
    const path = pathOf.get(variable);
    if (path !== undefined) {
      tree = merge(tree, treeAt(path, value));
      variables.set(path, variable);
      continue;
    }
    const near = nearest(
      variable.slice('HEARTWOOD_'.length),
      [...pathOf.keys()].map((known) => known.slice('HEARTWOOD_'.length)),
    );
    const section = prefixes.find((prefix) => variable.startsWith(prefix));
    if (section === undefined && near === undefined) continue;
    const known = [...pathOf.keys()].filter((name) => section === undefined || name.startsWith(section));
    problems.push({
      key: variable,
      source: 'environment',
      message: `unknown variable; ${didYouMean(variable, known)}`,
    });
  }
  return { tree, variables, problems };
}
