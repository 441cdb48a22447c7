import type { HistogramResponse } from '@heartwood/server/contract';
import { LEVEL_ORDER } from '../../theme/levels.js';

/** Columns for a stacked bar chart, most severe level on top. */
export interface Bars {
  /** Start of every bar, Unix seconds as uPlot counts. */
  readonly starts: readonly number[];
  /** Per level, in the order of `LEVEL_ORDER`: the height of the stack up to and including that level. */
  readonly tops: readonly (readonly number[])[];
  /** Per level, the count itself. */
  readonly counts: readonly (readonly number[])[];
  readonly stepMs: number;
}

/** Fills the gaps between the bars of an answer and stacks the levels. */
export function stackBars({ buckets, step_ms: stepMs, from, to }: HistogramResponse): Bars {
  const first = Math.floor(from / stepMs) * stepMs;
  // Days and weeks may be aligned to something else than the epoch; the answer's own bars say to what.
  const phase = buckets[0] === undefined ? 0 : (((buckets[0].start - first) % stepMs) + stepMs) % stepMs;
  const origin = phase === 0 ? first : first + phase - stepMs;
  const length = Math.max(0, Math.ceil((to - origin) / stepMs));
  const starts = Array.from({ length }, (_, index) => (origin + index * stepMs) / 1_000);
  const counts = LEVEL_ORDER.map(() => new Array<number>(length).fill(0));
  for (const bucket of buckets) {
    const index = Math.round((bucket.start - origin) / stepMs);
    LEVEL_ORDER.forEach((level, row) => {
      const column = counts[row];
      if (column && index >= 0 && index < length) column[index] = bucket.counts[level] ?? 0;
    });
  }
  const below = new Array<number>(length).fill(0);
  const tops = counts.map((column) =>
    column.map((count, index) => {
      const top = (below[index] ?? 0) + count;
      below[index] = top;
      return top;
    }),
  );
  return { starts, tops, counts, stepMs };
}

/** `1 min`, `12 h`: the width of a bar in words. */
export function stepLabel(stepMs: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const [size, name] = units.find(([unit]) => stepMs >= unit && stepMs % unit === 0) ?? [1, 'ms'];
  return `${stepMs / size} ${name}`;
}
