import { describe, expect, it } from 'vitest';
import { stepFor } from './step.js';

describe('stepFor', () => {
  it.each([
    [3_600_000, 60, 60_000],
    [3_600_001, 60, 120_000],
    [900_000, 60, 15_000],
    [86_400_000, 48, 1_800_000],
    [1, 60, 1_000],
    [0, 60, 1_000],
    [10 * 365 * 86_400_000, 10, 53 * 7 * 86_400_000],
  ])('%d ms in %d bars: %d ms', (range, buckets, step) => {
    expect(stepFor(range, buckets)).toBe(step);
  });
});
