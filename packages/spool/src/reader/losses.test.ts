import { expect, it } from 'vitest';
import type { SpoolProblem } from '../problem.js';
import { Losses } from './losses.js';

it('counts every lost record once, and none that was acknowledged', () => {
  const problems: SpoolProblem[] = [];
  const losses = new Losses(10, (problem) => problems.push(problem));
  losses.add(0, 8, 1, 64); // acknowledged long ago
  losses.add(9, 12, 1, 100); // 9 is, 10 and 11 are not
  losses.add(9, 12, 1, 100); // read again
  losses.add(11, 15, 2, 64);
  losses.add(20, 20, 2, 80); // no gap
  expect(losses.counted).toBe(5);
  expect(problems).toEqual([
    { kind: 'corrupt-records', position: { segment: 1, offset: 100 }, records: 2 },
    { kind: 'corrupt-records', position: { segment: 2, offset: 64 }, records: 3 },
  ]);
});
