import { compileQuery, type LogEntryView, type LogQuery } from '@heartwood/logql';
import type { Nanoseconds } from './moment.js';
import { parseRfc3339 } from './moment.js';
import { readPage } from './page.js';
import type { Read } from './reader.js';
import { lokiSchema } from './schema/loki-schema.js';
import { planCondition } from './selection.js';
import { lokiView } from './view/loki-view.js';

export interface RangeRequest {
  readonly query: LogQuery;
  /** `start <= timestamp < end`. */
  readonly start: Nanoseconds;
  readonly end: Nanoseconds;
  readonly limit: number;
  readonly direction: 'backward' | 'forward';
}

/** An entry as Loki's API shows it. */
export interface RangeEntry extends LogEntryView {
  readonly timestamp: Nanoseconds;
  /** Value of `__error__`, where a label filter could not convert a value. */
  readonly error?: string;
}

/** Entries of a LogQL log query in time order, seen as Loki sees them. */
export async function range(read: Read, request: RangeRequest, signal?: AbortSignal): Promise<readonly RangeEntry[]> {
  const { query, start: from, end: to, limit, direction } = request;
  const selection = { from, to, ...planCondition(query, lokiSchema) };
  const page = await readPage(read, { selection, direction, limit }, signal);
  // The SQL decides which entries there are; the interpreter adds what the pipeline says of each.
  const run = compileQuery(query);
  return page.entries.map((record) => {
    const view = lokiView(record);
    return { ...view, timestamp: parseRfc3339(record.timestamp) ?? 0n, ...run(view) };
  });
}
