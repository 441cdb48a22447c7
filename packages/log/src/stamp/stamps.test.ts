import { describe, expect, it } from 'vitest';
import { Stamps } from './stamps.js';

/** The stamp as the object it begins. */
const read = (stamp: string): { timestamp: string; id: string; seq: number } => JSON.parse(`${stamp}}`);

describe('Stamps', () => {
  it('hold the time, a UUID of version 7 with the same time, and a number', () => {
    const time = Date.UTC(2026, 10, 21);
    const { timestamp, id, seq } = read(new Stamps().next(time));
    expect(timestamp).toBe('2026-11-21T00:00:00.000Z');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(time);
    expect(seq).toBe(1);
  });

  it('count without a gap, over thousands and milliseconds', () => {
    const stamps = new Stamps();
    const counted = Array.from({ length: 12_345 }, (_, index) => read(stamps.next(Math.floor(index / 777))).seq);
    expect(counted).toEqual(counted.map((_, index) => index + 1));
  });

  it.each([0, -1, 41, 998, 999, 1_000, 999_998, 2 ** 31, 2 ** 40])('count on from %i', (seq) => {
    const stamps = new Stamps();
    stamps.next(0);
    stamps.seq = seq;
    expect([1, 2, 3].map(() => read(stamps.next(0)).seq)).toEqual([seq + 1, seq + 2, seq + 3]);
    expect(stamps.seq).toBe(seq + 3);
  });

  it('give ids that ascend within a millisecond', () => {
    const stamps = new Stamps();
    const made = Array.from({ length: 4_096 }, () => read(stamps.next(1_000)).id);
    expect(made).toEqual([...made].sort());
  });

  it('never repeat an id, across counters, milliseconds and makers', () => {
    const makers = [new Stamps(), new Stamps()];
    const made = makers.flatMap((stamps) =>
      Array.from({ length: 60_000 }, (_, n) => read(stamps.next(Math.floor(n / 20_000))).id),
    );
    expect(new Set(made).size).toBe(made.length);
  });
});
