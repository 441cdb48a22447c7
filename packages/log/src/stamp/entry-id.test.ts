import { describe, expect, it } from 'vitest';
import { EntryIds } from './entry-id.js';

describe('EntryIds', () => {
  it('makes UUIDs of version 7 that hold the time', () => {
    const time = Date.UTC(2026, 10, 21);
    const id = new EntryIds().next(time);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(time);
  });

  it('ascends within a millisecond', () => {
    const ids = new EntryIds();
    const made = Array.from({ length: 4_096 }, () => ids.next(1_000));
    expect(made).toEqual([...made].sort());
  });

  it('never repeats, across counters, milliseconds and makers', () => {
    const makers = [new EntryIds(), new EntryIds()];
    const made = makers.flatMap((ids) => Array.from({ length: 60_000 }, (_, n) => ids.next(Math.floor(n / 20_000))));
    expect(new Set(made).size).toBe(made.length);
  });
});
