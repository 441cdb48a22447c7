import type { Json } from '@heartwood/server/contract';
import { readTimestamp } from '../time/timestamp.js';
import { type Format, placeBy, shareOf } from './format.js';
import { levelOfWord } from './level.js';
import { parsePlain } from './plain.js';

const LINE = /^\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} \[([a-z]+)\] (\d+)#(\d+): (?:\*(\d+) )?/;
const DETAIL = /, (client|server|request|upstream|host|referrer|subrequest): (?:"((?:[^"\\]|\\.)*)"|([^,]*))/g;
const NAMES: Readonly<Record<string, string>> = { client: 'client_ip', host: 'http_host' };

/** nginx's error log: `2026/11/21 07:45:39 [error] 31#31: *1 open() "…" failed (2: …), client: 127.0.0.1, server: _`. */
export const nginxError: Format = {
  name: 'nginx-error',
  title: "nginx's error log",
  service: 'nginx',
  fit: (lines) => shareOf(lines, (line) => LINE.test(line)),
  place: placeBy((line) => LINE.test(line)),
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const match = LINE.exec(text);
    const stamp = match ? readTimestamp(text, 0, context) : undefined;
    if (!match || !stamp) return parsePlain(text, context);
    const rest = text.slice(match[0].length).trimEnd();
    const fields: Record<string, Json> = { pid: Number(match[2]), thread: match[3] ?? '' };
    if (match[4]) fields.connection = Number(match[4]);
    for (const [, name = '', quoted, bare] of rest.matchAll(DETAIL)) {
      fields[NAMES[name] ?? name] = quoted ?? bare ?? '';
    }
    const level = levelOfWord(match[1] ?? '');
    const message = rest.replace(DETAIL, '') || rest;
    return { time: stamp.instant, ...(level ? { level } : {}), message, fields };
  },
};
