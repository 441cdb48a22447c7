import { expect, it } from 'vitest';
import { comparePositions, formatPosition } from './position.js';

it('orders by segment, then by offset', () => {
  const ordered = [
    { segment: 0, offset: 0 },
    { segment: 1, offset: 64 },
    { segment: 1, offset: 1000 },
    { segment: 2, offset: 64 },
    { segment: 10, offset: 1 },
  ];
  expect([...ordered].reverse().sort(comparePositions)).toEqual(ordered);
  expect(comparePositions({ segment: 3, offset: 4 }, { segment: 3, offset: 4 })).toBe(0);
  expect(ordered.map(formatPosition)).toEqual(['0:0', '1:64', '1:1000', '2:64', '10:1']);
});
