import { LEVELS, type Level, parseLevel } from '../level.js';

/** Levels by module: the longest name that is the module or one of its parents decides. */
export type ModuleLevels = Readonly<Record<string, Level>>;

/**
 * The number of the lowest level a module writes.
 *
 * @example thresholdOf('payments.stripe', { payments: 'debug' }, 'info') // 10
 */
export function thresholdOf(name: string | undefined, levels: ModuleLevels, level: Level): number {
  for (let prefix = name ?? ''; prefix !== ''; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('.'), 0))) {
    const own = Object.hasOwn(levels, prefix) ? levels[prefix] : undefined;
    if (own !== undefined) return LEVELS[own];
  }
  return LEVELS[level];
}

/**
 * Reads `payments=DEBUG,http=WARNING`.
 *
 * @param onProblem called for every part that cannot be read; the others still count
 */
export function parseModuleLevels(text: string, onProblem: (problem: string) => void): ModuleLevels {
  const levels: Record<string, Level> = {};
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const [name = '', value = ''] = part.split('=', 2);
    const level = parseLevel(value);
    if (level === undefined || name.trim() === '') onProblem(`LOG_LEVELS: '${part.trim()}' is not module=LEVEL`);
    else levels[name.trim()] = level;
  }
  return levels;
}
