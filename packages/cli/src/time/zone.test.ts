import { describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '../failure.js';
import { asUtc, offsetOf, type WallTime, zoneOf } from './zone.js';

const wall = (text: string): WallTime => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D+/).map(Number);
  return { year, month, day, hour, minute, second };
};

describe('a time zone', () => {
  it('turns wall-clock time into UTC, over every change of the clocks', () => {
    const f = (zone: string, text: string, want: string): void =>
      expect(new Date(zoneOf(zone).toUtc(wall(text))).toISOString(), `${zone} ${text}`).toBe(want);
    f('UTC', '2026-11-21 07:45:39', '2026-11-21T07:45:39.000Z');
    f('+02:00', '2026-11-21 07:45:39', '2026-11-21T05:45:39.000Z');
    f('Europe/Berlin', '2026-01-10 12:00:00', '2026-01-10T11:00:00.000Z');
    f('Europe/Berlin', '2026-07-10 12:00:00', '2026-07-10T10:00:00.000Z');
    f('Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z');
    f('Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z');
    f('Europe/Berlin', '2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z');
    f('Europe/Berlin', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z');
    f('America/New_York', '2026-11-21 23:30:00', '2026-11-22T04:30:00.000Z');
    f('Asia/Kolkata', '2026-11-21 05:15:00', '2026-11-20T23:45:00.000Z');
    f('Australia/Lord_Howe', '2026-01-10 12:00:00', '2026-01-10T01:00:00.000Z');
  });

  it('takes an hour that happens twice for its first', () => {
    expect(new Date(zoneOf('Europe/Berlin').toUtc(wall('2026-10-25 02:30:00'))).toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it('agrees with the machine for every hour of a year in its own zone', () => {
    const before = process.env.TZ;
    process.env.TZ = 'Europe/Berlin';
    onTestFinished(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });
    const zone = zoneOf('local');
    expect(zone.name).toBe('Europe/Berlin');
    for (let hour = 0; hour < 8_760; hour += 1) {
      const date = new Date(2026, 0, 1, hour, 30);
      const { year, month, day } = { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
      const text = { year, month, day, hour: date.getHours(), minute: 30, second: 0 };
      expect(zone.toUtc(text)).toBe(new Date(year, month - 1, day, text.hour, 30).getTime());
    }
  });

  it('refuses a zone that does not exist and says what there is', () => {
    expect(() => zoneOf('Mars/Olympus')).toThrow(Failure);
    expect(() => zoneOf('Mars/Olympus')).toThrow('Mars/Olympus');
  });
});

it('reads offsets', () => {
  const f = (text: string, want: number | undefined): void => expect(offsetOf(text), text).toBe(want);
  f('Z', 0);
  f('UTC', 0);
  f('+0100', 3_600_000);
  f('-05:30', -19_800_000);
  f('+09', 32_400_000);
  f('CET', undefined);
});

it('knows which dates there are', () => {
  expect(asUtc(wall('2026-02-31 00:00:00'))).toBeUndefined();
  expect(asUtc(wall('2026-13-01 00:00:00'))).toBeUndefined();
  expect(asUtc(wall('2026-01-01 24:00:00'))).toBeUndefined();
  expect(asUtc(wall('2028-02-29 00:00:00'))).toBe(Date.UTC(2028, 1, 29));
});
