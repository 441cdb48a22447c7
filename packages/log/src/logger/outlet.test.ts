import { describe, expect, it } from 'vitest';
import { memory } from '../sinks/memory.js';
import type { Sink } from '../sinks/sink.js';
import { Outlet } from './outlet.js';

/** A sink all of whose methods throw before they return a promise. */
function broken(): Sink {
  const fail = (): never => {
    throw new Error('no');
  };
  return { name: 'broken', write: fail, flush: fail, persist: fail, flushSync: fail, close: fail, stats: fail };
}

/** A sink that says what it was asked to do. */
function telling(told: string[]): Sink {
  const tell = (what: string) => async (): Promise<boolean> => told.push(what) > 0;
  return {
    name: 'telling',
    write: (line) => void told.push(line),
    flush: tell('flush'),
    persist: tell('persist'),
    flushSync: () => void told.push('flushSync'),
    close: async () => void told.push('close'),
    stats: () => ({ written: 1, dropped: 0 }),
  };
}

describe('Outlet', () => {
  it('serves the other sinks when all a sink does is throw, and counts it', async () => {
    const told: string[] = [];
    const outlet = new Outlet([broken(), telling(told)]);
    outlet.write('line', 20);
    outlet.flushSync();
    expect([await outlet.flush(1), await outlet.persist(1)]).toEqual([false, false]);
    expect(outlet.stats()).toEqual({ telling: { written: 1, dropped: 0 } });
    await outlet.close(1);
    expect(told).toEqual(['line', 'flushSync', 'flush', 'persist', 'close']);
    expect(outlet.failures).toBe(6);
  });

  it('is flushed when no sink has anything to flush', async () => {
    expect(await new Outlet([memory()]).flush(1)).toBe(true);
  });
});
