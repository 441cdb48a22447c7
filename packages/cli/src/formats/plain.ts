import type { Json } from '@heartwood/server/contract';
import { instantOf } from '../time/instant.js';
import { type FoundTimestamp, readTimestamp, type TimeContext } from '../time/timestamp.js';
import { zoneOf } from '../time/zone.js';
import { type Format, isContinuation, type ParsedEntry, shareOf } from './format.js';
import { levelInText, levelOfWord, splitLevel } from './level.js';
import { splitStackTrace } from './stack-trace.js';

/** A timestamp may have a short word or bracket before it: `[2026-…]`, `update-alternatives 2026-…`, `1:M 21 Nov …`. */
const BEFORE = /^(?:[[(<]|\d+:[A-Z] |[\w.-]{1,40}[: ] ?[[(]?)?/;
const RECOGNISING: TimeContext = { zone: zoneOf('UTC'), reference: instantOf(Date.UTC(2100, 0)) };
const KLOG_LEVELS: Readonly<Record<string, string>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal', D: 'debug' };

function timestampIn(line: string, context: TimeContext): (FoundTimestamp & { start: number }) | undefined {
  const direct = readTimestamp(line, 0, context);
  if (direct) return { ...direct, start: 0 };
  const before = BEFORE.exec(line)?.[0].length ?? 0;
  const behind = before > 0 ? readTimestamp(line, before, context) : undefined;
  return behind && { ...behind, start: before };
}

/** True when a line begins with a time in any shape a log uses. */
export function isTimed(line: string): boolean {
  return timestampIn(line, RECOGNISING) !== undefined;
}

/**
 * Any text: a time at the beginning of a line in the common shapes, a level near it, stack traces joined to their entry. It fits
 * every file a little, so that nothing is refused; a file with times fits better. Time and level at the beginning are taken out of the
 * message.
 */
export const plain: Format = {
  name: 'plain',
  title: 'any text; a time at the beginning of a line and a level near it are understood',
  fit: (lines) => 0.1 + 0.4 * shareOf(lines, isTimed),
  place(line, open) {
    if (line.trim() === '') return open.length > 0 ? 'continues' : 'skipped';
    if (open.length === 0 || isTimed(line)) return 'begins';
    // Behind an entry with a time, a line without one is part of it; in a file without times only what looks like it is.
    return isTimed(open[0] ?? '') || isContinuation(line) ? 'continues' : 'begins';
  },
  parse: (text, source) => parsePlain(text, { zone: source.zone, reference: source.modified }),
};

/** What a piece of text says by itself: its time, level, and the error in it. */
export function parsePlain(text: string, context: TimeContext): ParsedEntry {
  const trimmed = text.trimEnd();
  const stamp = timestampIn(trimmed, context);
  const klog = stamp && /^[IWEFD]\d{4} /.test(trimmed) ? levelOfWord(KLOG_LEVELS[trimmed.charAt(0)] ?? '') : undefined;
  // What stands before the time (`update-alternatives 2026-…`) is part of the message, brackets around the time are not.
  const lead = stamp ? trimmed.slice(0, stamp.start).replace(/[[(<]$/, '') : '';
  const rest = stamp ? `${lead}${trimmed.slice(stamp.end).replace(/^[\])>]?[\s:|,-]*/, '')}` : trimmed;
  const level = klog ?? levelInText(rest);
  // The level says it already; another word for it than the stored one stays as a field.
  const leading = level === undefined ? undefined : splitLevel(rest, level);
  const said = leading?.rest ?? rest;
  const trace = splitStackTrace(said);
  const fields: Record<string, Json> = trace ? { error: trace.error } : {};
  if (leading && leading.word.toUpperCase() !== level) fields.level_text = leading.word;
  const found = level ?? (trace ? 'ERROR' : undefined);
  return {
    ...(stamp ? { time: stamp.instant } : {}),
    ...(found ? { level: found } : {}),
    message: (trace?.message ?? said) || trimmed,
    fields,
  };
}
