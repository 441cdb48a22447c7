import type { z } from 'zod';
import type { ConfigKey } from './key.js';
import { nearest } from './suggestion.js';

/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** The key, dotted, or the environment variable. */
  readonly key: string;
  /** Where it was written: the file's path or `environment`. */
  readonly source: string;
  readonly message: string;
}

/** The configuration cannot be used; says every problem at once, each with its key, its source and what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    const lines = problems.map(({ key, source, message }) => `  ${key} (${source}): ${message}`);
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}`,
      options,
    );
    this.problems = problems;
  }
}

/** `did you mean …?` for a name that does not exist, or where to look. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant ? `did you mean '${meant}'?` : `known here: ${known.join(', ')}`;
}

/** The names that exist directly under a section (`''` is the top). */
function namesUnder(section: string, keys: readonly ConfigKey[]): string[] {
  const prefix = section === '' ? '' : `${section}.`;
  const names = keys
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path, secret }) => path.slice(prefix.length) + (secret ? '_file' : ''))
    .map((rest) => rest.split('.')[0] ?? rest);
  return [...new Set(names)];
}

/** Says a zod issue in the words of the configuration file. */
export function problemsOf(
  issue: z.core.$ZodIssue,
  sourceOf: (path: string) => string,
  keys: readonly ConfigKey[],
): ConfigProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const key = path === '' ? name : `${path}.${name}`;
      const message = nested(key, keys) ?? `unknown key; ${didYouMean(name, namesUnder(path, keys))}`;
      return { key, source: sourceOf(key), message };
    });
  }
  const message = issue.code === 'invalid_type' ? wrongType(issue.expected, path, keys) : issue.message;
  return [{ key: path, source: sourceOf(path), message }];
}

/** What to write instead of a dotted key, which YAML takes for one name; `undefined` for a key that does not exist. */
function nested(key: string, keys: readonly ConfigKey[]): string | undefined {
  const dot = key.lastIndexOf('.');
  if (dot < 0 || !keys.some(({ path }) => path === key)) return undefined;
  const section = key.slice(0, dot).replaceAll('.', ':` and, indented under it, `');
  return `a dotted key is not understood here; write \`${section}:\` and, indented under it, \`${key.slice(dot + 1)}: …\``;
}

function wrongType(expected: string, path: string, keys: readonly ConfigKey[]): string {
  const [name] = keys.some((key) => key.path.startsWith(`${path}.`)) ? namesUnder(path, keys) : [];
  if (name !== undefined) {
    return `is a section and takes no value of its own; write \`${path.split('.').at(-1)}:\` and, indented under it, its keys, as in \`${name}: …\``;
  }
  const words: Readonly<Record<string, string>> = {
    number: 'a number',
    int: 'a whole number',
    string: 'text',
    array: 'a list',
    object: 'a mapping',
  };
  return `must be ${words[expected] ?? expected}; write one in its place`;
}
