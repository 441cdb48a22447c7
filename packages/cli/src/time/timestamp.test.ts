import { describe, expect, it } from 'vitest';
import { formatInstant } from './instant.js';
import { parseTimestamp, readTimestamp, type TimeContext } from './timestamp.js';
import { zoneOf } from './zone.js';

const context = (zone = 'UTC', reference = '2026-11-21T12:00:00Z'): TimeContext => ({
  zone: zoneOf(zone),
  reference: { ms: Date.parse(reference), nanos: 0 },
});

describe('a timestamp', () => {
  it('is read in every shape logs use', () => {
    const f = (text: string, want: string): void => {
      const instant = parseTimestamp(text, context());
      expect(instant && formatInstant(instant), text).toBe(want);
    };
    const plain = '2026-11-21T07:45:39.000Z';
    const fine = '2026-11-21T07:45:39.034Z';
    f('2026-11-21T07:45:39Z', plain);
    f('2026-11-21T07:45:39.034Z', fine);
    f('2026-11-21T07:45:39.034567891Z', '2026-11-21T07:45:39.034567891Z');
    f('2026-11-21T08:45:39.034+01:00', fine);
    f('2026-11-21T08:45:39+0100', plain);
    f('2026-11-21 07:45:39', plain);
    f('2026-11-21  07:45:39', plain);
    f('2026-11-21 07:45:39,034', fine);
    f('2026-11-21 07:45:39.034 UTC', fine);
    f('2026-11-21 02:45:39 -0500', plain);
    f('2026/11/21 07:45:39', plain);
    f('21/Nov/2026:08:45:39 +0100', plain);
    f('Sat Nov 21 07:45:39 2026', plain);
    f('Sat Nov 21 07:45:39.034567 2026', '2026-11-21T07:45:39.034567Z');
    f('Sat, 21 Nov 2026 07:45:39 GMT', plain);
    f('21 Nov 2026 07:45:39.034', fine);
    f('21-Nov-2026 07:45:39', plain);
    f('Nov 21 07:45:39', plain);
    f('Nov  1 07:45:39', '2026-11-01T07:45:39.000Z');
    f('I1121 07:45:39.034567', '2026-11-21T07:45:39.034567Z');
    f('1795247139', plain);
    f('1795247139.034', fine);
    f('1795247139034', fine);
  });

  it('is not seen where there is none', () => {
    const f = (text: string): void => expect(readTimestamp(text, 0, context()), text).toBeUndefined();
    f('');
    f('hello 2026-11-21T07:45:39Z');
    f('2026-02-30 07:45:39');
    f('2026-11-21 25:45:39');
    f('2026-11-21');
    f('1234567890123456789012');
    f('12345 packets');
    f('Nov 31 07:45:39');
    f('0001-01-01T00:00:00Z');
  });

  it('without an offset is meant in the zone given', () => {
    const instant = parseTimestamp('2026-11-21 07:45:39', context('Europe/Berlin'));
    expect(instant && formatInstant(instant)).toBe('2026-11-21T06:45:39.000Z');
  });

  it('without a year is the latest one not in the future of the file', () => {
    const f = (text: string, reference: string, want: string): void => {
      const instant = parseTimestamp(text, context('UTC', reference));
      expect(instant && formatInstant(instant), `${text} at ${reference}`).toBe(want);
    };
    f('Dec 31 23:59:59', '2027-01-01T00:10:00Z', '2026-12-31T23:59:59.000Z');
    f('Jan  1 00:00:10', '2027-01-01T00:10:00Z', '2027-01-01T00:00:10.000Z');
    f('Jan  1 00:30:00', '2026-12-31T23:40:00Z', '2027-01-01T00:30:00.000Z');
    f('Feb 29 12:00:00', '2026-11-21T00:00:00Z', '2024-02-29T12:00:00.000Z');
  });

  it('says where it ends', () => {
    expect(readTimestamp('[2026-11-21 07:45:39] hello', 1, context())?.end).toBe(20);
  });
});
