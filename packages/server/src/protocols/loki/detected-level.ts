/** The values Loki gives `detected_level` (pkg/util/constants/levels.go). */
export type DetectedLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'critical' | 'fatal' | 'unknown';

/** Where Loki looks for a level, in this order (pkg/distributor/field_detection.go, `allowedLevelFields`). */
const LEVEL_NAMES = [
  'level',
  'LEVEL',
  'Level',
  'log.level',
  'severity',
  'SEVERITY',
  'Severity',
  'SeverityText',
  'lvl',
  'LVL',
  'Lvl',
  'severity_text',
];

const WORDS: ReadonlyMap<string, DetectedLevel> = new Map<string, DetectedLevel>([
  ['trace', 'trace'],
  ['trc', 'trace'],
  ['debug', 'debug'],
  ['dbg', 'debug'],
  ['info', 'info'],
  ['inf', 'info'],
  ['information', 'info'],
  ['notice', 'info'],
  ['warn', 'warn'],
  ['wrn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['err', 'error'],
  ['critical', 'critical'],
  ['crit', 'critical'],
  ['fatal', 'fatal'],
  ['panic', 'fatal'],
]);

/** How far into a plain line a level word is looked for, characters: it stands near the beginning or means something else. */
const PLAIN_REACH = 200;
const PLAIN = /(?<![A-Za-z])(trace|debug|info|warn(?:ing)?|err(?:or)?|critical|fatal|panic)(?![A-Za-z])/i;
const LOGFMT = /(?:^|\s)(?:level|lvl|severity)="?([A-Za-z]{1,16})"?(?=\s|$)/i;
const JSON_LEVEL = /"(?:level|lvl|severity|severity_text|log\.level)"\s*:\s*"([A-Za-z]{1,16})"/i;

/**
 * The level of a pushed entry as Loki detects it: from structured metadata, then stream labels, then a JSON or logfmt line, at
 * last the first level word near the beginning of the line; `unknown` when there is none.
 */
export function detectLevel(
  labels: Readonly<Record<string, string>>,
  metadata: Readonly<Record<string, string>>,
  line: string,
): DetectedLevel {
  for (const source of [metadata, labels]) {
    for (const name of LEVEL_NAMES) {
      const value = source[name];
      if (value !== undefined) return WORDS.get(value.toLowerCase()) ?? 'unknown';
    }
  }
  const beginning = line.slice(0, PLAIN_REACH * 10);
  const named = (line.startsWith('{') ? JSON_LEVEL : LOGFMT).exec(beginning)?.[1];
  const found = named ?? PLAIN.exec(line.slice(0, PLAIN_REACH))?.[1];
  return WORDS.get(found?.toLowerCase() ?? '') ?? 'unknown';
}
