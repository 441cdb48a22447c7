import type { Bars } from './bars.js';

/** The heights that are drawn, and which bars are too tall to be drawn to scale. */
export interface DrawnBars {
  /** As `Bars.tops`; a cut bar keeps the proportions of its levels, so that a few errors on top of a spike stay visible. */
  readonly tops: Bars['tops'];
  /** Indexes of the bars that are cut, ascending. */
  readonly cut: readonly number[];
}

/** Bars up to this share of all count as usual. */
const USUAL = 0.95;
/** A cut bar is drawn this many times as high as the tallest usual one. */
const HEADROOM = 3;
/** A bar is cut only when the scale would otherwise have to be this many times as large: below that nothing is flattened. */
const WORTH_CUTTING = 2;

/**
 * Cuts the few bars that tower over all others: a start-up burst of 12,000 entries would leave an hour of 50 a minute as a line on the
 * floor. The scale stays linear, so that heights can be compared; a cut bar is marked and its numbers are in its tooltip.
 */
export function cutOutliers({ tops }: Bars): DrawnBars {
  const totals = tops.at(-1) ?? [];
  const sorted = totals.filter((total) => total > 0).sort((a, b) => a - b);
  const usual = sorted[Math.ceil(sorted.length * USUAL) - 1] ?? 0;
  const limit = (sorted.length > 0 && usual === sorted.at(-1) ? (sorted.at(-2) ?? usual) : usual) * HEADROOM;
  const tallest = sorted.at(-1) ?? 0;
  if (sorted.length < 3 || tallest <= limit * WORTH_CUTTING) return { tops, cut: [] };
  const cut = totals.flatMap((total, index) => (total > limit ? [index] : []));
  const shrunk = new Set(cut);
  return {
    tops: tops.map((column) =>
      column.map((top, index) => (shrunk.has(index) ? (top * limit) / (totals[index] ?? 1) : top)),
    ),
    cut,
  };
}
