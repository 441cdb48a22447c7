import type { NoiseOptions } from './noise-control.js';

/**
 * The options without what cannot be used: a limit that is no number would leave out everything. Each such setting is told to `onProblem`, and
 * what it was to hold back is written.
 *
 * @param onProblem is told what is wrong with a setting, as a sentence that begins with its name
 */
export function usableNoise(options: NoiseOptions, onProblem: (problem: string) => void): NoiseOptions {
  const { sample, rateLimit, deduplicate, debugOnFailure } = options;
  const shares = numbersOf('noise.sample', sample, 'a share from 0 to 1', (rate) => rate >= 0 && rate <= 1, onProblem);
  const limits = numbersOf('noise.rateLimit', rateLimit, 'a number of entries per second', (n) => n >= 0, onProblem);
  const window = typeof deduplicate !== 'object' || isPositive(deduplicate.windowMs);
  if (!window) onProblem('noise.deduplicate: windowMs is no number of milliseconds above 0');
  const held = typeof debugOnFailure === 'object' ? usableHeld(debugOnFailure, onProblem) : debugOnFailure;
  return {
    ...(shares !== undefined && { sample: shares }),
    ...(limits !== undefined && { rateLimit: limits }),
    ...(deduplicate !== undefined && { deduplicate: window ? deduplicate : true }),
    ...(held !== undefined && { debugOnFailure: held }),
  };
}

function usableHeld(
  given: { readonly maxEntries?: number; readonly maxBytes?: number } | null,
  onProblem: (problem: string) => void,
): { maxEntries?: number; maxBytes?: number } {
  const usable: { maxEntries?: number; maxBytes?: number } = {};
  for (const name of ['maxEntries', 'maxBytes'] as const) {
    const value = given?.[name];
    if (value === undefined) continue;
    if (isPositive(value)) usable[name] = value;
    else onProblem(`noise.debugOnFailure: ${name} is no number above 0`);
  }
  return usable;
}

function numbersOf(
  name: string,
  given: Readonly<Record<string, number>> | undefined,
  meant: string,
  isUsable: (value: number) => boolean,
  onProblem: (problem: string) => void,
): Readonly<Record<string, number>> | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null) {
    onProblem(`${name}: give an object with ${meant} for each name of an entry type`);
    return undefined;
  }
  const usable: Record<string, number> = {};
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'number' && isUsable(value)) usable[key] = value;
    else onProblem(`${name}: '${key}' is not ${meant}`);
  }
  return usable;
}

const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;
