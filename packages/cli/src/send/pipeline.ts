import type { Buffer } from 'node:buffer';
import type { Format, Source } from '../formats/format.js';
import { type Batch, createBatcher } from './batch.js';
import { createEntryJoiner, type EntryLimits, type RawEntry } from './entries.js';
import { entryId } from './identity.js';
import { createLineSplitter } from './lines.js';
import { type Additions, recordLine } from './record.js';
import { createTimeSource, type TimeCounts } from './times.js';

/** A quarter of the server's limit for one line, so that an entry still fits when its text is escaped and its stack repeated. */
export const ENTRY_LIMITS: EntryLimits = { lines: 2_000, characters: 262_144 };

/** What happened to a file's text on the way; the summary states it. */
export interface PipelineCounts {
  entries: number;
  /** Entries of which a part was left out because they were too large. */
  cut: number;
  readonly times: Readonly<TimeCounts>;
}

/** Bytes of a file in, batches of entries out. */
export interface Pipeline {
  readonly counts: Readonly<PipelineCounts>;
  push(chunk: Buffer): Batch[];
  /** Everything still held back: when the file ends, or when nothing came for a while. */
  flush(): Batch[];
  /** The same when the file ends; where these batches end is where the file, grown, is to be cut again. */
  end(): Batch[];
}

export interface PipelineOptions {
  readonly format: Format;
  readonly source: Source;
  readonly identity: string;
  readonly additions: Additions;
  /** Where earlier runs cut the file; default nowhere. */
  readonly cuts?: readonly number[];
  readonly now: () => number;
}

/** Composes the stages for one file: bytes → lines → entries → records → batches. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { format, source, identity, additions } = options;
  const lines = createLineSplitter(ENTRY_LIMITS.characters);
  const entries = createEntryJoiner(format, ENTRY_LIMITS);
  const times = createTimeSource(() => (source.path === '-' ? { ms: options.now(), nanos: 0 } : source.modified));
  const batches = createBatcher(identity, { cuts: options.cuts ?? [] });
  const counts: PipelineCounts = { entries: 0, cut: 0, times: times.counts };

  const accept = (raw: RawEntry | undefined, into: Batch[]): void => {
    if (!raw) return;
    const parsed = format.parse(raw.text, source);
    const time = times.resolve(parsed.time);
    const fields = raw.cut ? { ...parsed.fields, truncated: true } : parsed.fields;
    const record = recordLine({ ...parsed, fields }, time, entryId(time, identity, counts.entries), additions);
    counts.entries += 1;
    if (raw.cut) counts.cut += 1;
    const full = batches.add({
      record,
      text: raw.cut ? `${raw.text}\0${raw.end}` : raw.text,
      line: raw.line,
      end: raw.end,
    });
    if (full) into.push(full);
  };
  const flush = (into: Batch[] = []): Batch[] => {
    accept(entries.end(), into);
    return release(into);
  };
  const release = (into: Batch[]): Batch[] => {
    const rest = batches.flush();
    if (rest) into.push(rest);
    return into;
  };
  return {
    counts,
    push(chunk) {
      const full: Batch[] = [];
      for (const line of lines.push(chunk)) accept(entries.push(line), full);
      return full;
    },
    flush: () => flush(),
    end() {
      const full: Batch[] = [];
      for (const line of lines.end()) accept(entries.push(line), full);
      // The last entry by itself: it may still be growing, and then its neighbours' batch keeps its key.
      return flush(release(full));
    },
  };
}
