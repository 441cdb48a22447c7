/** The levels from least to most severe, as they are stored. */
export const LEVEL_NAMES = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

const ALIASES: ReadonlyMap<string, LevelName> = new Map([
  ...LEVEL_NAMES.map((name): [string, LevelName] => [name, name]),
  ['TRACE', 'DEBUG'],
  ['NOTICE', 'INFO'],
  ['INFORMATION', 'INFO'],
  ['WARN', 'WARNING'],
  ['ERR', 'ERROR'],
  ['CRIT', 'CRITICAL'],
  ['FATAL', 'CRITICAL'],
  ['EMERGENCY', 'CRITICAL'],
]);

/** The stored name of a level however a person writes it: `warn`, `Warning`, `fatal`. */
export const levelName = (text: string): LevelName | undefined => ALIASES.get(text.toUpperCase());

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
