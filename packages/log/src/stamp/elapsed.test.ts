import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { millisecondsSince } from './elapsed.js';

describe('millisecondsSince', () => {
  it('grows with time and has three decimals at most', async () => {
    const started = performance.now();
    await sleep(3);
    const first = millisecondsSince(started);
    expect(first).toBeGreaterThan(0);
    expect(String(first)).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(millisecondsSince(started)).toBeGreaterThanOrEqual(first);
  });
});
