import type { Json } from '@heartwood/server/contract';
import { parseTimestamp } from '../time/timestamp.js';
import { type Format, placeBy, shareOf } from './format.js';
import { levelOfStatus } from './level.js';
import { parsePlain } from './plain.js';

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
const LINE = new RegExp(
  `^(?:(\\S+) )?(\\S+) (\\S+) (.+?) \\[([^\\]]+)\\] ${QUOTED} (\\d{3}) (\\d+|-)(?: ${QUOTED} ${QUOTED})?(.*)$`,
);
const REQUEST = /^([A-Z]+) (\S+)(?: HTTP\/([\d.]+))?$/;

const LOOK = /^\S+ (?:\S+ )?\S+ .+? ?\[\d{2}\/[A-Z][a-z]{2}\/\d{4}:[^\]]+\] "/;

/** nginx's and Apache's access logs in the common or combined format, with a virtual host before it or not. */
export const accessLog: Format = {
  name: 'nginx',
  title: 'access logs of nginx and Apache, common or combined',
  fit: (lines) => shareOf(lines, (line) => LOOK.test(line) && LINE.test(line)),
  place: placeBy(() => true),
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const match = LINE.exec(text);
    if (!match) return parsePlain(text, context);
    const [, virtualHost, client = '', , user = '-', stamp = '', request = '', status = '', bytes = '-'] = match;
    const time = parseTimestamp(stamp, context);
    const line = REQUEST.exec(request);
    const fields: Record<string, Json> = { event: 'http.request', client_ip: client, status: Number(status) };
    if (line) {
      const [path = '', query] = (line[2] ?? '').split('?', 2);
      Object.assign(fields, { method: line[1] ?? '', path });
      if (query) fields.query = query;
      if (line[3]) fields.http_version = line[3];
    }
    if (virtualHost) fields.virtual_host = virtualHost;
    if (user !== '-') fields.username = user;
    if (bytes !== '-') fields.response_bytes = Number(bytes);
    const stated = { referrer: match[9], user_agent: match[10], more: match[11]?.trim() };
    for (const [name, value] of Object.entries(stated)) if (value && value !== '-') fields[name] = value;
    return {
      ...(time ? { time } : {}),
      level: levelOfStatus(Number(status)),
      message: `${request} ${status}`,
      fields,
    };
  },
};
