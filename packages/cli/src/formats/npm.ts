import type { Json } from '@heartwood/server/contract';
import type { Instant } from '../time/instant.js';
import { parseTimestamp } from '../time/timestamp.js';
import { zoneOf } from '../time/zone.js';
import { type Format, placeBy, shareOf } from './format.js';
import { levelOfWord } from './level.js';
import { parsePlain } from './plain.js';
import { splitStackTrace } from './stack-trace.js';

const LINE = /^(\d+) (silly|verbose|info|http|timing|warn|error|notice|silent) ?(\S*) ?(.*)$/s;
const FILE_TIME = /(\d{4}-\d{2}-\d{2})T(\d{2})_(\d{2})_(\d{2})_(\d{3})Z-debug/;
const FETCH = /^fetch (\w+) (\d{3}) (\S+) (\d+)ms/;

/**
 * npm's debug logs, ~/.npm/_logs/*: `12 http fetch GET 200 https://… 57ms`. A line states no time; the name of the file says when
 * the run began, and the number keeps the order.
 */
export const npm: Format = {
  name: 'npm',
  title: "npm's debug logs, ~/.npm/_logs/*",
  service: 'npm',
  fit: (lines) => shareOf(lines, (line) => LINE.test(line)),
  // npm repeats the number and level on every line of a message that has several, so only the same number continues.
  place: (line, open) => {
    const number = /^(\d+) /.exec(line)?.[1];
    const before = /^(\d+) /.exec(open.at(-1) ?? '')?.[1];
    if (number !== undefined && number === before && LINE.test(line)) return 'continues';
    return placeBy((candidate) => LINE.test(candidate))(line, open);
  },
  parse(text, source) {
    const time = timeOfFile(source.path);
    const match = LINE.exec(text.split('\n', 1)[0] ?? '');
    if (!match)
      return { ...(time ? { time } : {}), ...parsePlain(text, { zone: source.zone, reference: source.modified }) };
    const [, number, word = '', section = '', rest = ''] = match;
    const prefix = `${number} ${word} ${section}`;
    const more = text
      .split('\n')
      .slice(1)
      .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length).replace(/^ /, '') : line));
    const body = [rest, ...more].join('\n').trimEnd();
    const trace = splitStackTrace(body);
    const fields: Record<string, Json> = { npm_line: Number(number) };
    if (section) fields.logger = section;
    if (trace) fields.error = trace.error;
    const fetched = FETCH.exec(rest === '' ? '' : `${section} ${rest}`);
    if (word === 'http' && fetched) {
      Object.assign(fields, { event: 'http.request', method: fetched[1], status: Number(fetched[2]), url: fetched[3] });
      fields.duration_ms = Number(fetched[4]);
    }
    const level = levelOfWord(word);
    return {
      ...(time ? { time } : {}),
      ...(level ? { level } : {}),
      message: `${section} ${trace?.message ?? body}`.trim(),
      fields,
    };
  },
};

function timeOfFile(path: string): Instant | undefined {
  const match = FILE_TIME.exec(path);
  if (!match) return undefined;
  const [, date, hour, minute, second, fraction] = match;
  const reference = { ms: 0, nanos: 0 };
  return parseTimestamp(`${date}T${hour}:${minute}:${second}.${fraction}Z`, { zone: zoneOf('UTC'), reference });
}
