import { LogqlSyntaxError } from '../errors.js';
import { LEVEL_NAMES, type LevelName, levelName } from '../level/level.js';

/**
 * The level that a search names; one that no entry can have would silently find nothing.
 *
 * @param position of the name in the search
 * @throws LogqlSyntaxError with the list of levels
 */
export function readLevelName(text: string, position: number): LevelName {
  const level = levelName(text);
  if (level !== undefined) return level;
  const levels = LEVEL_NAMES.join(', ');
  throw new LogqlSyntaxError(
    `${JSON.stringify(text)} is no level; the levels are ${levels}`,
    position,
    `one of ${levels}`,
  );
}

/** The levels for which `level <operator> limit` holds. */
export function levelsCompared(operator: '>' | '>=' | '<' | '<=', limit: LevelName): readonly LevelName[] {
  const rank = LEVEL_NAMES.indexOf(limit);
  const tests = {
    '>': (index: number) => index > rank,
    '>=': (index: number) => index >= rank,
    '<': (index: number) => index < rank,
    '<=': (index: number) => index <= rank,
  };
  return LEVEL_NAMES.filter((_, index) => tests[operator](index));
}
