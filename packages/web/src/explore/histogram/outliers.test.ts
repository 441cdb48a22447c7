import { describe, expect, it } from 'vitest';
import { LEVEL_ORDER } from '../../theme/levels.js';
import { stackBars } from './bars.js';
import { cutOutliers } from './outliers.js';

const barsOf = (infos: readonly number[], errors: Readonly<Record<number, number>> = {}) =>
  stackBars({
    from: 0,
    to: infos.length * 1_000,
    step_ms: 1_000,
    total: 0,
    buckets: infos.map((INFO, index) => ({ start: index * 1_000, counts: { INFO, ERROR: errors[index] ?? 0 } })),
  });
const top = (tops: readonly (readonly number[])[], index: number) => tops.at(-1)?.[index];

describe('cutOutliers', () => {
  const usual = Array.from({ length: 60 }, (_, index) => 40 + (index % 11));

  it('leaves bars of one size as they are', () => {
    for (const infos of [
      usual,
      [],
      [0, 0, 0],
      [5],
      [1, 900],
      usual.map((count, index) => (index === 7 ? 200 : count)),
    ]) {
      const bars = barsOf(infos);
      expect(cutOutliers(bars)).toEqual({ tops: bars.tops, cut: [] });
    }
  });

  it('leaves a rise that lasts as it is', () => {
    expect(cutOutliers(barsOf([...usual, ...Array.from({ length: 10 }, () => 5_000)])).cut).toEqual([]);
  });

  it('cuts a bar that towers over the others, at three times the usual, its levels in proportion', () => {
    const bars = barsOf(usual.with(30, 11_900), { 30: 100 });
    const drawn = cutOutliers(bars);
    expect(drawn.cut).toEqual([30]);
    expect(top(drawn.tops, 30)).toBe(150);
    const info = drawn.tops[LEVEL_ORDER.indexOf('INFO')]?.[30] ?? 0;
    expect(info / 150).toBeCloseTo(11_900 / 12_000);
    expect(top(drawn.tops, 29)).toBe(top(bars.tops, 29));
  });

  it('cuts one among few bars', () => {
    expect(cutOutliers(barsOf([0, 5, 6, 0, 9_000])).cut).toEqual([4]);
  });
});
