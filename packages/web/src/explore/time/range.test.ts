import { describe, expect, it } from 'vitest';
import { absoluteRange, DEFAULT_RANGE, isMoving, rangeProblem, resolveRange, shiftRange, widenRange } from './range.js';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const HOUR = 3_600_000;

describe('time range', () => {
  it('resolves relative ends against now', () => {
    expect(resolveRange({ from: 'now-2h', to: 'now-1h' }, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW - HOUR });
  });

  it('falls back to the default range when an address was mistyped', () => {
    expect(resolveRange({ from: 'rubbish', to: 'now' }, NOW)).toEqual(resolveRange(DEFAULT_RANGE, NOW));
  });

  it('keeps its span when it becomes absolute', () => {
    const span = { from: NOW - HOUR, to: NOW };
    expect(resolveRange(absoluteRange(span), NOW + 5 * HOUR)).toEqual(span);
  });

  it('shifts by half its length, there and back', () => {
    const earlier = shiftRange({ from: 'now-2h', to: 'now' }, -1, NOW);
    expect(resolveRange(earlier, NOW)).toEqual({ from: NOW - 3 * HOUR, to: NOW - HOUR });
    expect(resolveRange(shiftRange(earlier, 1, NOW), NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW });
  });

  it('widens to twice its length around the middle', () => {
    expect(resolveRange(widenRange({ from: 'now-2h', to: 'now' }, NOW), NOW)).toEqual({
      from: NOW - 3 * HOUR,
      to: NOW + HOUR,
    });
  });

  it('knows whether it moves with the clock', () => {
    expect(isMoving({ from: 'now-1h', to: 'now' })).toBe(true);
    expect(isMoving({ from: 'now-1h', to: '2026-11-21T08:00:00Z' })).toBe(false);
  });

  it.each([
    [{ from: 'now-1h', to: 'now' }, undefined],
    [{ from: 'x', to: 'now' }, 'from'],
    [{ from: 'now-1h', to: 'x' }, 'to'],
    [{ from: 'now', to: 'now-1h' }, 'to'],
  ])('says which end of %j is wrong', (range, end) => {
    expect(rangeProblem(range, NOW)?.end).toBe(end);
  });
});
