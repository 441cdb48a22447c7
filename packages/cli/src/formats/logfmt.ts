import type { Json } from '@heartwood/server/contract';
import { type Format, placeBy, shareOf } from './format.js';
import { parseJsonEntry } from './json/json.js';
import type { JsonObject } from './json/members.js';
import { parsePlain } from './plain.js';

const PAIR = /([A-Za-z_@][\w.@/-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;

/** The pairs of a logfmt line (brandur.org/logfmt); undefined when something in it is not a pair. */
export function parseLogfmt(line: string): JsonObject | undefined {
  const text = line.trim();
  const object: JsonObject = {};
  let at = 0;
  while (at < text.length) {
    PAIR.lastIndex = at;
    const match = PAIR.exec(text);
    if (!match) return undefined;
    at = PAIR.lastIndex;
    object[match[1] ?? ''] = match[2] === undefined ? scalar(match[3] ?? '') : unquote(match[2]);
  }
  return Object.keys(object).length >= 2 ? object : undefined;
}

/** `key=value` lines as Go services, Heroku and Grafana's programs write them. */
export const logfmt: Format = {
  name: 'logfmt',
  title: 'key=value lines (Go services, Grafana, Heroku)',
  fit: (lines) => shareOf(lines, (line) => parseLogfmt(line) !== undefined),
  place: placeBy((line) => /^[A-Za-z_@][\w.@/-]*=/.test(line)),
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const object = parseLogfmt(text);
    return object ? parseJsonEntry(object, context, text) : parsePlain(text, context);
  },
};

/** A number keeps its type when it is written the way JSON would write it; `007` and `1e400` stay text. */
function scalar(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

function unquote(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => ({ n: '\n', t: '\t', r: '\r' })[escaped] ?? escaped);
}
