import { expect, it } from 'vitest';
import { zoneOf } from '../time/zone.js';
import { momentOf } from './moment.js';

it('takes what people type to what the API takes', () => {
  const f = (text: string, want: string): void => expect(momentOf(text, zoneOf('Europe/Berlin')), text).toBe(want);
  f('15m', 'now-15m');
  f('7d', 'now-7d');
  f('2y', 'now-2y');
  f('now-10y', 'now-10y');
  f('now', 'now');
  f('now-1h', 'now-1h');
  f('2026-11-21', '2026-11-20T23:00:00.000Z');
  f('2026-11-21 08:00', '2026-11-21T07:00:00.000Z');
  f('2026-11-21T08:00:30Z', '2026-11-21T08:00:30.000Z');
  f('1795247139034', '1795247139034');
  f('tomorrow', 'tomorrow');
});
