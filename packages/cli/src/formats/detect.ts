import { Failure } from '../failure.js';
import { accessLog } from './access-log.js';
import { aptHistory } from './apt-history.js';
import { aptTerm } from './apt-term.js';
import { cri } from './cri.js';
import { docker } from './docker.js';
import { dpkg } from './dpkg.js';
import type { Format } from './format.js';
import { journal } from './json/journal.js';
import { json } from './json/json.js';
import { logfmt } from './logfmt.js';
import { nginxError } from './nginx-error.js';
import { npm } from './npm.js';
import { plain } from './plain.js';
import { syslog } from './syslog.js';
import { syslog5424 } from './syslog-5424.js';

/** Every format, the more specific before the more general: on equal fit the earlier is taken. */
export const FORMATS: readonly Format[] = [
  journal,
  docker,
  cri,
  dpkg,
  aptHistory,
  aptTerm,
  npm,
  accessLog,
  nginxError,
  syslog5424,
  syslog,
  logfmt,
  json,
  plain,
];

/** The format that fits the first lines of a file best; `plain` fits everything. */
export function detectFormat(lines: readonly string[]): Format {
  let best: { format: Format; fit: number } = { format: plain, fit: 0 };
  for (const format of FORMATS) {
    const fit = format.fit(lines);
    if (fit > best.fit) best = { format, fit };
  }
  return best.format;
}

/**
 * The format with a name, as `--format` gives it.
 *
 * @throws Failure (usage) that lists the names there are
 */
export function formatNamed(name: string): Format {
  const found = FORMATS.find((format) => format.name === name);
  if (found) return found;
  throw new Failure('usage', `There is no format “${name}”.`, {
    hint: `Formats: ${FORMATS.map((format) => format.name).join(', ')}. Without --format each file's own is detected.`,
  });
}
