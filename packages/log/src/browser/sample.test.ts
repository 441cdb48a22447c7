import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { isSampled } from './sample.js';

it('takes everybody, nobody, and the smaller share from the larger', () => {
  expect(isSampled('ffffffff0', 1)).toBe(true);
  expect(isSampled('000000000', 0)).toBe(false);
  const tabs = Array.from({ length: 10_000 }, () => randomBytes(16).toString('hex'));
  const tenth = tabs.filter((tab) => isSampled(tab, 0.1));
  expect(tenth.every((tab) => isSampled(tab, 0.2))).toBe(true);
  // 1,000 expected with a standard deviation of 30: eight of them on either side.
  expect(Math.abs(tenth.length - 1_000)).toBeLessThan(240);
});
