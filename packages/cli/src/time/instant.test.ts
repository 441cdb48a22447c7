import { describe, expect, it } from 'vitest';
import { formatInstant, instantFromEpoch, instantOf } from './instant.js';

describe('an instant', () => {
  it('prints as many digits as it has', () => {
    const f = (fraction: string, want: string): void =>
      expect(formatInstant(instantOf(Date.UTC(2026, 10, 21, 7, 45, 39), fraction))).toBe(want);
    f('', '2026-11-21T07:45:39.000Z');
    f('5', '2026-11-21T07:45:39.500Z');
    f('034', '2026-11-21T07:45:39.034Z');
    f('034567', '2026-11-21T07:45:39.034567Z');
    f('034567891', '2026-11-21T07:45:39.034567891Z');
    f('0345678919', '2026-11-21T07:45:39.034567891Z');
  });

  it('is read from seconds, milliseconds, microseconds and nanoseconds since 1970', () => {
    const f = (text: string, want: string | undefined): void => {
      const instant = instantFromEpoch(text);
      expect(instant && formatInstant(instant)).toBe(want);
    };
    f('1795247139', '2026-11-21T07:45:39.000Z');
    f('1795247139.25', '2026-11-21T07:45:39.250Z');
    f('1795247139034', '2026-11-21T07:45:39.034Z');
    f('1795247139034.5', '2026-11-21T07:45:39.034500Z');
    f('1795247139034567', '2026-11-21T07:45:39.034567Z');
    f('1795247139034567891', '2026-11-21T07:45:39.034567891Z');
    f('42', undefined);
    f('100000000', undefined);
    f('99999999999', undefined);
    f('179524713x', undefined);
  });
});
