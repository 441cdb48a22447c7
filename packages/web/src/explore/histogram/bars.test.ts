import { describe, expect, it } from 'vitest';
import { stackBars, stepLabel } from './bars.js';

describe('stackBars', () => {
  it('fills gaps and stacks from the least severe level up', () => {
    const bars = stackBars({
      from: 60_500,
      to: 240_000,
      step_ms: 60_000,
      total: 9,
      buckets: [
        { start: 60_000, counts: { INFO: 5, ERROR: 1 } },
        { start: 180_000, counts: { DEBUG: 2, CRITICAL: 1 } },
      ],
    });
    expect(bars.starts).toEqual([60, 120, 180]);
    expect(bars.counts).toEqual([
      [0, 0, 2],
      [5, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(bars.tops).toEqual([
      [0, 0, 2],
      [5, 0, 2],
      [5, 0, 2],
      [6, 0, 2],
      [6, 0, 3],
    ]);
  });

  it('follows the alignment of the answer', () => {
    const bars = stackBars({
      from: 0,
      to: 30_000,
      step_ms: 10_000,
      total: 1,
      buckets: [{ start: 13_000, counts: { INFO: 1 } }],
    });
    expect(bars.starts).toEqual([-7, 3, 13, 23]);
    expect(bars.counts[1]).toEqual([0, 0, 1, 0]);
  });

  it('has bars even where nothing was logged', () => {
    const bars = stackBars({ from: 0, to: 30_000, step_ms: 10_000, total: 0, buckets: [] });
    expect(bars.starts).toEqual([0, 10, 20]);
  });
});

describe('stepLabel', () => {
  it.each([
    [1_000, '1 s'],
    [30_000, '30 s'],
    [60_000, '1 min'],
    [43_200_000, '12 h'],
    [86_400_000, '1 d'],
    [250, '250 ms'],
  ])('%d ms is %s', (step, label) => {
    expect(stepLabel(step)).toBe(label);
  });
});
