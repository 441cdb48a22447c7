import { describe, expect, it } from 'vitest';
import { storeSink } from './store-sink.js';

const sinkOver = (options: { capacity?: number; failing?: number } = {}) => {
  const stored: string[] = [];
  let failing = options.failing ?? 0;
  const sink = storeSink({
    interval: 60_000,
    ...(options.capacity === undefined ? {} : { capacity: options.capacity }),
    store: async (lines) => {
      if (failing-- > 0) throw new Error('the store is away');
      stored.push(...lines);
    },
  });
  return { sink, stored };
};

describe('storeSink', () => {
  it('delivers in order, and everything before it closes', async () => {
    const { sink, stored } = sinkOver();
    sink.write('a', 20);
    expect(await sink.flush?.(1_000)).toBe(true);
    sink.write('b', 20);
    await sink.close?.(1_000);
    expect(stored).toEqual(['a', 'b']);
    expect(sink.stats()).toMatchObject({ written: 2, dropped: 0, waiting: 0 });
  });

  it('keeps what the store does not take and tries again', async () => {
    const { sink, stored } = sinkOver({ failing: 2 });
    sink.write('a', 20);
    expect(await sink.flush?.(5_000)).toBe(true);
    expect(stored).toEqual(['a']);
    expect(sink.stats()).toMatchObject({ written: 1, failures: 2 });
  });

  it('gives up in time and drops what is too much, counted', async () => {
    const { sink } = sinkOver({ capacity: 2, failing: 1_000 });
    for (const line of ['a', 'b', 'c']) sink.write(line, 20);
    expect(await sink.flush?.(50)).toBe(false);
    expect(sink.stats()).toMatchObject({ written: 0, dropped: 1, waiting: 2 });
    await sink.close?.(0);
  });
});
