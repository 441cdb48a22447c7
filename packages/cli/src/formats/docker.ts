import { parseTimestamp } from '../time/timestamp.js';
import { zoneOf } from '../time/zone.js';
import { type Format, isContinuation, shareOf } from './format.js';
import { parseObject } from './json/members.js';
import { parsePlain } from './plain.js';
import { parseWrapped } from './wrapped.js';

const UTC = zoneOf('UTC');

function logOf(line: string): string | undefined {
  const log = parseObject(line)?.log;
  return typeof log === 'string' ? log : undefined;
}

/**
 * Docker's `json-file` driver: `{"log":"…\n","stream":"stdout","time":"…"}`. Lines above 16 KiB come in pieces, of which only
 * the last ends in a newline; they are joined again (docs.docker.com/engine/logging/drivers/json-file).
 */
export const docker: Format = {
  name: 'docker',
  title: 'Docker json-file; what the application wrote inside is understood too',
  fit: (lines) => shareOf(lines, (line) => /^\{"log":"/.test(line) && line.includes('"time":"')),
  place(line, open) {
    if (line.trim() === '') return 'skipped';
    const last = open.at(-1);
    if (last === undefined) return 'begins';
    const before = logOf(last);
    if (before !== undefined && !before.endsWith('\n')) return 'continues';
    return isContinuation(logOf(line) ?? '') ? 'continues' : 'begins';
  },
  parse(text, source) {
    const pieces = text.split('\n').map(parseObject);
    const first = pieces[0];
    const context = { zone: UTC, reference: source.modified };
    if (!first || typeof first.log !== 'string') return parsePlain(text, { ...context, zone: source.zone });
    const log = pieces.map((piece) => (typeof piece?.log === 'string' ? piece.log : '')).join('');
    const time = typeof first.time === 'string' ? parseTimestamp(first.time, context) : undefined;
    return parseWrapped(log.trimEnd(), time, String(first.stream ?? ''), source);
  },
};
