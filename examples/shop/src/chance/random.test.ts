import { expect, it } from 'vitest';
import { createRandom } from './random.js';

it('repeats itself for the same seed only', () => {
  const draw = (seed: number): number[] => Array.from({ length: 20 }, createRandom(seed).share);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

it('is spread as promised', () => {
  const random = createRandom(3);
  const many = Array.from({ length: 20_000 }, () => random.share());
  expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...many)).toBeLessThan(1);
  const median = Array.from({ length: 20_001 }, () => random.skewed(100)).sort((a, b) => a - b)[10_000] ?? 0;
  expect(Math.abs(median - 100)).toBeLessThan(5);
  const mean = Array.from({ length: 20_000 }, () => random.until(2)).reduce((sum, time) => sum + time, 0) / 20_000;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  expect(() => random.pick([])).toThrow(RangeError);
});
