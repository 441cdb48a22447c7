/** The levels from least to most severe, as they are stored. */
export const LEVEL_NAMES = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

/**
 * What other loggers call them: syslog (RFC 5424, 6.2.1), log4j, java.util.logging, Python, pino, bunyan, winston, zap, npm, .NET,
 * PostgreSQL, Google Cloud, and glog's letters. The one list of it: senders, search and files are all read by these names.
 */
const ALIASES: Readonly<Record<LevelName, string>> = {
  DEBUG: 'trace verbose silly fine finer finest dbg debug1 debug2 debug3 debug4 debug5 d t',
  INFO: 'information informational notice log config http timing success default inf i',
  WARNING: 'warn wrn w',
  ERROR: 'err severe failure e',
  CRITICAL: 'crit fatal alert emergency emerg panic dpanic f c',
};

const LEVELS: ReadonlyMap<string, LevelName> = new Map(
  LEVEL_NAMES.flatMap((level) =>
    [level, ...ALIASES[level].toUpperCase().split(' ')].map((name) => [name, level] as const),
  ),
);

/** The longest of the names, characters: what is longer need not be looked at. */
const LONGEST = Math.max(...[...LEVELS.keys()].map(({ length }) => length));

/**
 * The stored name of a level however it is written: `warn`, `Warning`, `fatal`; undefined for what is no level.
 *
 * @example levelName('warn') // 'WARNING'
 */
export const levelName = (text: string): LevelName | undefined =>
  text.length > LONGEST ? undefined : LEVELS.get(text.toUpperCase());
