import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration } from './size.js';

it('writes sizes, counts and times as people read them', () => {
  expect([0, 999, 1_000, 99_500, 1_234_567, 10_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '100 kB',
    '1.2 MB',
    '10.0 GB',
  ]);
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect([40, 1_000, 59_400, 60_000, 200_000, 3_600_000, 7_500_000].map(formatDuration)).toEqual([
    '40 ms',
    '1 s',
    '59 s',
    '1 min',
    '3 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
});
