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

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ key, source, message }) => `  ${key} (${source}): ${message}`);
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}`,
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
      return { key, source: sourceOf(key), message: `unknown key; ${didYouMean(name, namesUnder(path, keys))}` };
    });
  }
  return [{ key: path, source: sourceOf(path), message: issue.message }];
}
