import { describe, expect, it } from 'vitest';
import { parseMoment } from './moment.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const ms = (value: number): bigint => BigInt(value) * 1_000_000n;

describe('parseMoment', () => {
  it.each<[string, bigint]>([
    ['now', ms(NOW)],
    ['now-15m', ms(NOW - 900_000)],
    ['now+1h', ms(NOW + 3_600_000)],
    ['now-2w', ms(NOW - 14 * 86_400_000)],
    ['now-10y', ms(NOW - 3_650 * 86_400_000)],
    ['now-999999999y', 0n],
    ['2026-11-21T08:00:00Z', ms(Date.UTC(2026, 10, 21, 8))],
    ['2026-11-21T08:00:00.123456789Z', ms(Date.UTC(2026, 10, 21, 8)) + 123_456_789n],
    ['2026-11-21T09:30:00+01:30', ms(Date.UTC(2026, 10, 21, 8))],
    ['1700000000000', 1_700_000_000_000_000_000n],
    ['1700000000000000001', 1_700_000_000_000_000_001n],
    ['0', 0n],
    ['1960-01-01T00:00:00Z', 0n],
    ['9999-01-01T00:00:00Z', 2n ** 63n - 1n],
  ])('%s', (text, expected) => {
    expect(parseMoment(text, NOW, 'from')).toBe(expected);
  });

  it.each(['', 'yesterday', 'now-', 'now-5', 'now-5M', 'now-5 y', '2026-13-01T00:00:00Z', '2026-11-21', '-5', '1e9'])(
    'refuses %j',
    (text) => {
      expect(() => parseMoment(text, NOW, 'from')).toThrow(/from: .* is no moment/);
    },
  );

  it('says which forms the API takes, and which the command', () => {
    expect(() => parseMoment('yesterday', NOW, 'from')).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        hint: expect.stringMatching(/2026-11-21T08:00:00Z.* now-15m .*heartwood query also takes 15m, 2026-11-21 /),
      }),
    );
  });
});
