import { expect, it } from 'vitest';
import { Budget } from './budget.js';

it('lets through so much a minute for each key, and refills evenly', () => {
  const budget = new Budget(60);
  expect(budget.waitFor('a', 60, 0)).toBe(0);
  budget.spend('a', 60, 0);
  expect(budget.waitFor('a', 1, 0)).toBe(1_000);
  expect(budget.waitFor('b', 60, 0)).toBe(0);
  expect(budget.waitFor('a', 1, 1_000)).toBe(0);
  expect(budget.waitFor('a', 10, 1_000)).toBe(9_000);
  expect(budget.waitFor('a', 60, 600_000)).toBe(0);
});

it('takes a cost above everything when it is full', () => {
  const budget = new Budget(10);
  expect(budget.waitFor('a', 50, 0)).toBe(0);
  budget.spend('a', 50, 0);
  expect(budget.waitFor('a', 50, 0)).toBe(60_000);
});

it('is not confused by a clock that goes back', () => {
  const budget = new Budget(10);
  budget.spend('a', 10, 5_000);
  expect(budget.waitFor('a', 1, 0)).toBe(6_000);
});

it('forgets the keys used longest ago, so that it stays bounded', () => {
  const budget = new Budget(1);
  for (let key = 0; key <= 10_000; key++) budget.spend(`${key}`, 1, 0);
  expect(budget.waitFor('0', 1, 0)).toBe(0);
  expect(budget.waitFor('10000', 1, 0)).toBe(60_000);
});
