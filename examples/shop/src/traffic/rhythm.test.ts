import { expect, it } from 'vitest';
import { rhythmAt } from './rhythm.js';

it('is quiet at night, busy in the evening, and about 1 over a day', () => {
  const at = (hour: number): number => rhythmAt(new Date(2026, 10, 21, 0, 0).getTime() + hour * 3_600_000);
  expect(at(3)).toBeLessThan(0.2);
  expect(at(20)).toBeGreaterThan(1.5);
  const mean = Array.from({ length: 96 }, (_, quarter) => at(quarter / 4)).reduce((sum, share) => sum + share, 0) / 96;
  expect(mean).toBeGreaterThan(0.9);
  expect(mean).toBeLessThan(1.1);
  expect(Math.abs(at(19.99) - at(20.01))).toBeLessThan(0.05);
});
