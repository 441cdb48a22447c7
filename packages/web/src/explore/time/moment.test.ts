import { describe, expect, it } from 'vitest';
import { parseMoment, resolveMoment } from './moment.js';

const NOW = Date.parse('2026-11-21T08:00:00Z');

describe('parseMoment', () => {
  it.each([
    ['now', NOW],
    ['now-15m', NOW - 15 * 60_000],
    ['now-7d', NOW - 7 * 86_400_000],
    ['now-10y', NOW - 3_650 * 86_400_000],
    ['2026-11-21T07:00:00Z', NOW - 3_600_000],
    ['2026-11-21T07:00:00.250Z', NOW - 3_600_000 + 250],
    ['1795248000000', 1_795_248_000_000],
    ['2026-11-21 07:30', new Date(2026, 10, 21, 7, 30).getTime()],
    ['2026-11-21', new Date(2026, 10, 21).getTime()],
    [' now-1h ', NOW - 3_600_000],
  ])('reads %s', (text, at) => {
    const moment = parseMoment(text);
    expect(moment && resolveMoment(moment, NOW)).toBe(at);
  });

  it.each([
    '',
    'yesterday',
    'now-',
    'now-5M',
    'now+5m',
    '2026-02-31',
    '2026-11-21 25:00',
    '12',
    '2026-11-21T99:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });
});
