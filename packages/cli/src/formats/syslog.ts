import type { Json } from '@heartwood/server/contract';
import { readTimestamp, type TimeContext } from '../time/timestamp.js';
import { type Format, type ParsedEntry, shareOf } from './format.js';
import { levelInText, levelOfSyslog } from './level.js';
import { parsePlain } from './plain.js';

const PRIORITY = /^<(\d{1,3})>/;
const TIMED =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}T\S+) \S+ [^\s:[]+(?:\[[^\]]*\])?:/;
const HEADER = /^\s*(\S+) ([^\s:[]+)(?:\[(\d+)[^\]]*\])?: ?/;
const FACILITIES =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );

/** Severity and facility of a `<priority>`; the facility is a field. */
export function priorityOf(value: number): { severity: number; facility: string | undefined } {
  return { severity: value % 8, facility: FACILITIES[value >> 3] };
}

/**
 * Files of syslogd and rsyslog and the output of `journalctl`: RFC 3164 time (without a year) or ISO time, host, program, message;
 * with or without a priority.
 */
export const syslog: Format = {
  name: 'syslog',
  title: 'syslog files, RFC 3164 or ISO time; journalctl -o short, -o short-iso',
  fit: (lines) => shareOf(lines, (line) => TIMED.test(line)),
  place(line, open) {
    if (line.trim() === '' || line.startsWith('-- ')) return 'skipped';
    return open.length === 0 || PRIORITY.test(line) || TIMED.test(line) ? 'begins' : 'continues';
  },
  parse: (text, source) => parseSyslog(text, { zone: source.zone, reference: source.modified }),
};

function parseSyslog(text: string, context: TimeContext): ParsedEntry {
  const priority = PRIORITY.exec(text);
  const stamp = readTimestamp(text, priority?.[0].length ?? 0, context);
  const header = stamp ? HEADER.exec(text.slice(stamp.end)) : null;
  if (!stamp || !header) return parsePlain(text, context);
  const message = text.slice(stamp.end + header[0].length).trimEnd();
  const fields: Record<string, Json> = { host: header[1] ?? '', service: header[2] ?? '' };
  if (header[3] !== undefined) fields.pid = Number(header[3]);
  const { severity, facility } = priority ? priorityOf(Number(priority[1])) : {};
  if (facility !== undefined) fields.facility = facility;
  const level = severity === undefined ? levelInText(message) : levelOfSyslog(severity);
  return { time: stamp.instant, ...(level ? { level } : {}), message, fields };
}
