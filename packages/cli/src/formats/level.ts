import { levelName } from '@heartwood/logql';
import type { Level } from '@heartwood/server/contract';

/** Terminal colours, which some loggers leave in the level. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const COLOURS = /\u001b\[[\d;]*m/g;

/** The level a logger means by a word (`warn`, `WARNING`, `\u001b[32minfo\u001b[39m`); undefined when it is no level. */
export function levelOfWord(word: string): Level | undefined {
  return levelName(word.replace(COLOURS, '').trim());
}

/** The level of pino's and bunyan's numbers (10 trace … 60 fatal; their own levels in between count as the one below). */
export function levelOfPino(value: number): Level {
  if (value < 30) return 'DEBUG';
  if (value < 40) return 'INFO';
  if (value < 50) return 'WARNING';
  return value < 60 ? 'ERROR' : 'CRITICAL';
}

/** The level of a syslog severity, 0 emergency … 7 debug (RFC 5424 section 6.2.1). */
export function levelOfSyslog(severity: number): Level {
  if (severity <= 2) return 'CRITICAL';
  if (severity === 3) return 'ERROR';
  if (severity === 4) return 'WARNING';
  return severity <= 6 ? 'INFO' : 'DEBUG';
}

/** The level of an HTTP answer: 5xx is the server's error, 4xx a refusal worth noticing. */
export function levelOfStatus(status: number): Level {
  if (status >= 500) return 'ERROR';
  return status >= 400 ? 'WARNING' : 'INFO';
}

/** How far into a line a level is looked for; behind that, such a word is part of what the line says. */
const SEARCHED = 120;
const LEVEL =
  /(?:^|[\s[(|<])(?:(?:level|severity|lvl)=["']?(\w+)|["']?(?:(TRACE|VERBOSE|DEBUG\d?|DBG|INFO|INFORMATION|INF|NOTICE|LOG|WARN|WARNING|WRN|ERR|ERROR|SEVERE|CRIT|CRITICAL|FATAL|ALERT|EMERG|PANIC)(?=[\s\])|>:,"'-]|$)|(trace|verbose|debug|info|notice|warn|warning|err|error|severe|crit|critical|fatal|alert|emerg|panic|Error|Warning|Fatal|Info|Debug)(?=[\])|>:"'])))/;

/**
 * The level that a line of text states: a word in capitals (`ERROR`), or one in brackets or before a colon (`[warn]`,
 * `error:`), near the beginning. “0 errors found” states none.
 */
export function levelInText(text: string): Level | undefined {
  const match = LEVEL.exec(text.length > SEARCHED ? text.slice(0, SEARCHED) : text);
  const word = match?.[1] ?? match?.[2] ?? match?.[3];
  return word === undefined ? undefined : levelOfWord(word);
}

/** A level that stands first and by itself: `WARN `, `[warn] `, `<INFO> `, `info: `, `ERROR: `, `INFO - `. Not `Error: `, which is an error's type. */
const LEADING =
  /^(?:\[ ?([A-Za-z]{3,}\d?) ?\]:?|<([A-Za-z]{3,}\d?)>:?|(TRACE|VERBOSE|DEBUG\d?|DBG|INFO|INFORMATION|INF|NOTICE|WARN|WARNING|WRN|ERR|ERROR|SEVERE|CRIT|CRITICAL|FATAL|EMERG)(?::|(?= ))|([A-Z]{3,}\d?|[a-z]{3,}\d?):)\s+(?:[-|] )?(?=\S)/;

/**
 * Splits the level from the beginning of a text where it stands clearly by itself.
 *
 * @param level that the text states
 * @returns the word as it was written, and the text behind it; undefined when the text begins with something else
 */
export function splitLevel(text: string, level: Level): { readonly word: string; readonly rest: string } | undefined {
  const match = LEADING.exec(text);
  const word = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  if (!match || word === undefined || levelInText(match[0]) !== level || levelOfWord(word) !== level) return undefined;
  return { word, rest: text.slice(match[0].length) };
}
