import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './backoff.js';

describe('backoffMs', () => {
  it.each([
    [1, undefined, 0, 125],
    [1, undefined, 1, 250],
    [4, undefined, 1, 2_000],
    [50, undefined, 1, 30_000],
    [1, 2_000, 0, 2_012.5],
    [1, 86_400_000, 0, 300_012.5],
  ])('after %i failures, asked %s, random %d', (failures, asked, random, wait) => {
    expect(backoffMs(failures, asked, () => random)).toBe(wait);
  });
});

describe('retryAfterMs', () => {
  const now = Date.UTC(2026, 10, 21);
  it.each([
    [undefined, undefined],
    ['3', 3_000],
    ['Sat, 21 Nov 2026 00:00:10 GMT', 10_000],
    ['Fri, 20 Nov 2026 00:00:00 GMT', 0],
    ['soon', undefined],
  ])('%s', (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });
});
