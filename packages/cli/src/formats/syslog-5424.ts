import type { Json } from '@heartwood/server/contract';
import { parseTimestamp } from '../time/timestamp.js';
import { type Format, shareOf } from './format.js';
import { levelOfSyslog } from './level.js';
import { parsePlain } from './plain.js';
import { priorityOf } from './syslog.js';

const HEADER = /^(?:\d+ )?<(\d{1,3})>1 (\S+) (\S+) (\S+) (\S+) (\S+) (?=[[-])/;
const ELEMENT = /\[([^\s=\]"]+)((?: [^\s=\]"]+="(?:[^"\\\]]|\\.)*")*)\]/y;
const PARAMETER = /([^\s=\]"]+)="((?:[^"\\\]]|\\.)*)"/g;

/** RFC 5424: `<34>1 time host app pid msgid [id key="value"] message`, with an octet count before it or not. */
export const syslog5424: Format = {
  name: 'syslog-5424',
  title: 'syslog, RFC 5424 with structured data',
  fit: (lines) => shareOf(lines, (line) => HEADER.test(line)),
  place(line, open) {
    if (line.trim() === '') return 'skipped';
    return open.length === 0 || HEADER.test(line) ? 'begins' : 'continues';
  },
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const header = HEADER.exec(text);
    if (!header) return parsePlain(text, context);
    const [, priority, stamp = '-', host = '-', app = '-', process = '-', kind = '-'] = header;
    const { severity, facility } = priorityOf(Number(priority));
    const fields: Record<string, Json> = {};
    const stated = { host, service: app, message_kind: kind, facility: facility ?? '-' };
    for (const [name, value] of Object.entries(stated)) if (value !== '-') fields[name] = value;
    if (/^\d+$/.test(process)) fields.pid = Number(process);
    else if (process !== '-') fields.process = process;
    const end = readStructuredData(text, header[0].length, fields);
    const time = parseTimestamp(stamp, context);
    return {
      ...(time ? { time } : {}),
      level: levelOfSyslog(severity),
      // A byte order mark says that the message is UTF-8 (section 6.4).
      message: text
        .slice(end)
        .replace(/^ ?\uFEFF?/, '')
        .trimEnd(),
      fields,
    };
  },
};

/** Reads the elements into `fields` and returns where the message begins. */
function readStructuredData(text: string, start: number, fields: Record<string, Json>): number {
  if (text.charAt(start) === '-') return start + 1;
  let end = start;
  for (;;) {
    ELEMENT.lastIndex = end;
    const element = ELEMENT.exec(text);
    if (!element) return end;
    for (const [, name = '', value = ''] of (element[2] ?? '').matchAll(PARAMETER)) {
      fields[`${element[1]}.${name}`] = value.replace(/\\(["\\\]])/g, '$1');
    }
    end = ELEMENT.lastIndex;
  }
}
