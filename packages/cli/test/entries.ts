import { Buffer } from 'node:buffer';
import type { Format, ParsedEntry, Source } from '../src/formats/format.js';
import { createEntryJoiner } from '../src/send/entries.js';
import { createLineSplitter } from '../src/send/lines.js';
import { formatInstant } from '../src/time/instant.js';
import { zoneOf } from '../src/time/zone.js';

/** A file called `path`, last changed at the end of 2026-11-21, written in `zone`. */
export function sourceOf(path = 'app.log', zone = 'UTC'): Source {
  return { path, modified: { ms: Date.UTC(2026, 10, 21, 23, 59), nanos: 0 }, zone: zoneOf(zone) };
}

/** An entry with its time as text, as tests compare it. */
export interface ReadEntry extends Omit<ParsedEntry, 'time'> {
  readonly time?: string;
}

/** Everything a format makes of a text, through the same stages as `heartwood send`. */
export function readEntries(format: Format, text: string, source: Source = sourceOf()): ReadEntry[] {
  const lines = createLineSplitter(262_144);
  const joiner = createEntryJoiner(format, { lines: 2_000, characters: 262_144 });
  const raw = [...lines.push(Buffer.from(text)), ...lines.end()].map((line) => joiner.push(line));
  return [...raw, joiner.end()].flatMap((entry) => {
    if (!entry) return [];
    const { time, ...rest } = format.parse(entry.text, source);
    return [time ? { ...rest, time: formatInstant(time) } : rest];
  });
}

/** The one entry that a text is. */
export function readEntry(format: Format, text: string, source: Source = sourceOf()): ReadEntry {
  const entries = readEntries(format, text, source);
  const [entry] = entries;
  if (!entry || entries.length !== 1) throw new Error(`expected one entry, got ${entries.length}`);
  return entry;
}
