import { describe, expect, it } from 'vitest';
import { parseMoment } from './moment.js';
import { momentField, PRESETS, rangeLabel, spanLabel } from './range-label.js';

const NOW = new Date(2026, 10, 21, 12, 0).getTime();
const local = (day: number, hour: number, minute: number, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).getTime();

describe('range labels', () => {
  it('names every preset and can read it back', () => {
    expect(PRESETS.map((from) => rangeLabel({ from, to: 'now' }, NOW)).slice(0, 5)).toEqual([
      'Last 5 minutes',
      'Last 15 minutes',
      'Last 30 minutes',
      'Last hour',
      'Last 3 hours',
    ]);
    expect(rangeLabel({ from: 'now-10y', to: 'now' }, NOW)).toBe('Last 10 years');
    for (const preset of PRESETS) expect(parseMoment(preset)).toBeDefined();
  });

  it.each([
    [{ from: local(21, 8, 0), to: local(21, 9, 30) }, '21 Nov 08:00 – 09:30'],
    [{ from: local(20, 22, 0), to: local(21, 1, 0) }, '20 Nov 22:00 – 21 Nov 01:00'],
    [{ from: local(21, 8, 0, 5), to: local(21, 8, 0, 35) }, '21 Nov 08:00:05 – 08:00:35'],
  ])('writes a span shortly', (span, label) => {
    expect(spanLabel(span)).toBe(label);
  });

  it('shows a fixed moment in local time that parses to the same moment', () => {
    const at = local(21, 8, 4, 9);
    const field = momentField(new Date(at).toISOString());
    expect(field).toBe('2026-11-21 08:04:09');
    expect(parseMoment(field)).toEqual({ kind: 'absolute', at });
    expect(momentField('now-5m')).toBe('now-5m');
  });
});
