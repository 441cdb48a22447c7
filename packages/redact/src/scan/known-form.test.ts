import { describe, expect, it } from 'vitest';
import { dateTimeEnd, uuidEnd } from './known-form.js';

const UUID = '0190e4d2-7b1c-7123-9f3a-2b1c4d5e6f70';

describe('uuidEnd', () => {
  it.each<[string, number, number]>([
    [UUID, 0, 36],
    [`id=${UUID.toUpperCase()},`, 3, 39],
    [`${UUID}0`, 0, 0],
    [`x${UUID}`, 1, 0],
    [UUID.slice(0, 35), 0, 0],
    [UUID.replace('-', '_'), 0, 0],
    [UUID.replace('f', 'g'), 0, 0],
  ])('%s at %i ends at %i', (text, start, end) => {
    expect(uuidEnd(text, start)).toBe(end);
  });
});

describe('dateTimeEnd', () => {
  it.each<[string, number, number]>([
    ['2026-11-21T10:46:23Z', 0, 20],
    ['2026-11-21T10:46:23.123456789Z rest', 0, 30],
    ['[2026-11-21 10:46:23,123]', 1, 20],
    ['2026-11-21T10:46:23+02:00', 0, 19],
    ['2026-11-21T10:46', 0, 0],
    ['4111-11-21T10:46:23Z', 0, 0],
    ['2026-11-21T10:46:231', 0, 0],
    ['2026-11-21T10:46:23x', 0, 0],
    ['2026-11-21', 0, 0],
  ])('%s at %i ends at %i', (text, start, end) => {
    expect(dateTimeEnd(text, start)).toBe(end);
  });
});
