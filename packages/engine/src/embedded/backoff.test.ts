import { expect, it } from 'vitest';
import { Backoff } from './backoff.js';

it('doubles up to its maximum and starts over after a reset', () => {
  const backoff = new Backoff({ firstMs: 50, maxMs: 300 });
  expect(Array.from({ length: 5 }, () => backoff.next())).toEqual([50, 100, 200, 300, 300]);
  backoff.reset();
  expect(backoff.next()).toBe(50);
});
