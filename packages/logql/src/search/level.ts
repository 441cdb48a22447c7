import { LogqlSyntaxError } from '../errors.js';

/** The levels from least to most severe, as they are stored. */
export const LEVEL_NAMES = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

/** What other loggers call them: the words of the server's packages/server/src/pipeline/level.ts, which reads them at ingest. */
const ALIASES: Readonly<Record<LevelName, string>> = {
  DEBUG: 'trace verbose silly fine finer finest dbg d t',
  INFO: 'information informational notice log config http inf i',
  WARNING: 'warn wrn w',
  ERROR: 'err severe failure e',
  CRITICAL: 'crit fatal alert emergency emerg panic dpanic f c',
};

const LEVELS: ReadonlyMap<string, LevelName> = new Map(
  LEVEL_NAMES.flatMap((level) =>
    [level, ...ALIASES[level].toUpperCase().split(' ')].map((name) => [name, level] as const),
  ),
);

/** The stored name of a level however a person writes it: `warn`, `Warning`, `fatal`. */
export const levelName = (text: string): LevelName | undefined => LEVELS.get(text.toUpperCase());

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
