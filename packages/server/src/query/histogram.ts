import type { HistogramRequest, HistogramResponse } from '../contract/index.js';
import type { Level } from '../record/index.js';
import type { Read } from './reader.js';
import { IN_RANGE, rangeParameters, readSelection } from './selection.js';
import { SOURCE } from './source.js';
import { stepFor } from './step.js';

/** Entries per bar and level. Bars are aligned to the step, counted from 1970. */
export async function histogram(
  read: Read,
  request: HistogramRequest,
  now: number,
  signal?: AbortSignal,
): Promise<HistogramResponse> {
  const selection = readSelection(request, now);
  const from = Number(selection.from / 1_000_000n);
  const to = Number(selection.to / 1_000_000n);
  const step = stepFor(to - from, request.buckets);
  const query = `SELECT intDiv(toUnixTimestamp64Milli(timestamp), {step:Int64}) * {step:Int64} AS start, level, count() AS entries
    FROM ${SOURCE} WHERE ${IN_RANGE} AND (${selection.condition}) GROUP BY start, level ORDER BY start, level`;
  const parameters = { ...selection.parameters, ...rangeParameters(selection.from, selection.to), step };
  const { rows } = await read<{ start: string; level: Level; entries: string }>(query, parameters, signal);
  const buckets = new Map<number, Partial<Record<Level, number>>>();
  let total = 0;
  for (const { start, level, entries } of rows) {
    const counts = buckets.get(Number(start)) ?? {};
    counts[level] = Number(entries);
    buckets.set(Number(start), counts);
    total += Number(entries);
  }
  return { step_ms: step, buckets: Array.from(buckets, ([start, counts]) => ({ start, counts })), total, from, to };
}
