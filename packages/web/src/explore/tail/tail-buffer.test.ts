import type { LogRecord } from '@heartwood/server/contract';
import { describe, expect, it } from 'vitest';
import { EMPTY_TAIL, nextTail, TAIL_CAPACITY, type TailBuffer, type TailEvent } from './tail-buffer.js';

const entry = (id: number): LogRecord => ({
  id: String(id),
  timestamp: '2026-11-21T08:00:00Z',
  received_at: '2026-11-21T08:00:00Z',
  level: 'INFO',
  message: `entry ${id}`,
  stream: 'app',
  retention: 'application',
  fields: {},
});
const arrived = (from: number, to: number): TailEvent => ({
  kind: 'arrived',
  entries: Array.from({ length: to - from + 1 }, (_, index) => entry(from + index)),
});
const play = (...events: TailEvent[]): TailBuffer => events.reduce(nextTail, EMPTY_TAIL);
const ids = (entries: readonly LogRecord[]) => entries.map(({ id }) => Number(id));

describe('nextTail', () => {
  it('shows the newest first', () => {
    expect(ids(play(arrived(1, 3), arrived(4, 5)).shown)).toEqual([5, 4, 3, 2, 1]);
  });

  it('holds entries back while paused and shows them in order on resume', () => {
    const paused = play(arrived(1, 2), { kind: 'paused' }, arrived(3, 4));
    expect([ids(paused.shown), ids(paused.held)]).toEqual([
      [2, 1],
      [4, 3],
    ]);
    const resumed = nextTail(paused, { kind: 'resumed' });
    expect([ids(resumed.shown), ids(resumed.held)]).toEqual([[4, 3, 2, 1], []]);
  });

  it('is bounded, and counts what fell out while paused', () => {
    const running = play(arrived(1, TAIL_CAPACITY + 10));
    expect(running.shown).toHaveLength(TAIL_CAPACITY);
    expect(running.dropped).toBe(0);
    const paused = play({ kind: 'paused' }, arrived(1, TAIL_CAPACITY + 10));
    expect(paused.held).toHaveLength(TAIL_CAPACITY);
    expect(paused.dropped).toBe(10);
  });

  it('adds up what the server dropped', () => {
    expect(play({ kind: 'dropped', count: 2 }, { kind: 'dropped', count: 3 }).dropped).toBe(5);
  });
});
