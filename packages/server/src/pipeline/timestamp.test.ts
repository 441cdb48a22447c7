import { describe, expect, it } from 'vitest';
import type { Json } from '../record/index.js';
import { DEFAULT_LIMITS } from './limits.js';
import { EntryRejection } from './rejection.js';
import { readTimestamp } from './timestamp.js';

const now = Date.parse('2026-11-21T08:00:00.250Z');

describe('readTimestamp reads', () => {
  const f = (claim: Json | undefined, want: string) =>
    it(`${JSON.stringify(claim)} as ${want}`, () => expect(readTimestamp(claim, now, DEFAULT_LIMITS)).toBe(want));

  f(undefined, '2026-11-21T08:00:00.250Z');
  f(null, '2026-11-21T08:00:00.250Z');
  f('2026-11-21T08:00:00Z', '2026-11-21T08:00:00.000Z');
  f('2026-11-21T08:00:00.123Z', '2026-11-21T08:00:00.123Z');
  f('2026-11-21T08:00:00.123456789Z', '2026-11-21T08:00:00.123456789Z');
  f('2026-11-21T08:00:00.1234567891234Z', '2026-11-21T08:00:00.123456789Z');
  f('2026-11-21T08:00:00,5Z', '2026-11-21T08:00:00.500Z');
  f('2026-11-21T10:00:00.1234+02:00', '2026-11-21T08:00:00.1234Z');
  f('2026-11-21T04:30:00-0330', '2026-11-21T08:00:00.000Z');
  f('2026-11-21 08:00:00 UTC', '2026-11-21T08:00:00.000Z');
  f('2026-11-21 08:00:00', '2026-11-21T08:00:00.000Z');
  f(1795248000, '2026-11-21T08:00:00.000Z');
  f(1795248000.5, '2026-11-21T08:00:00.500Z');
  f('1795248000.123456789', '2026-11-21T08:00:00.123456789Z');
  f(1795248000123, '2026-11-21T08:00:00.123Z');
  f('1795248000123', '2026-11-21T08:00:00.123Z');
  f(1795248000123456, '2026-11-21T08:00:00.123456Z');
  f('1795248000123456789', '2026-11-21T08:00:00.123456789Z');
  f('2016-11-22T08:00:00Z', '2016-11-22T08:00:00.000Z');
});

describe('readTimestamp rejects', () => {
  const f = (claim: Json, message: RegExp) =>
    it(`${JSON.stringify(claim)}: ${message.source}`, () => {
      const read = () => readTimestamp(claim, now, DEFAULT_LIMITS);
      expect(read).toThrow(EntryRejection);
      expect(read).toThrow(message);
    });

  f('garbage', /"garbage" is not a time; send RFC 3339/);
  f('1970-01-01T00:00:00Z', /older than 10 years/);
  f(0, /older than 10 years/);
  f('2200-01-01T00:00:00Z', /more than 24 hours ahead/);
  f('2026-02-30T00:00:00Z', /not a time/);
  f('2026-11-21T25:00:00Z', /not a time/);
  f('2026-11-21T24:00:00Z', /not a time/);
  f('2026-11-21', /not a time/);
  f(true, /not a time/);
  f({}, /not a time/);
  f([], /not a time/);
  f(1e300, /not a time/);
  f('9'.repeat(400), /not a time/);
});
