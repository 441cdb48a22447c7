import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createEventStream } from './event-stream.js';

const opened = (options: { capacity?: number; capacityText?: number; heartbeat?: number } = {}) => {
  const closed = { times: 0 };
  const stream = createEventStream<number>({ event: 'entries', onClose: () => closed.times++, ...options });
  return { stream, closed };
};

const readAll = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const parts: string[] = [];
  for await (const part of body) parts.push(part.toString());
  return parts.join('');
};

describe('createEventStream', () => {
  it('begins at once, carries items in order and ends cleanly', async () => {
    const { stream, closed } = opened();
    stream.push([1, 2]);
    const text = readAll(stream.body);
    await new Promise(setImmediate);
    stream.push([3]);
    stream.end();
    expect(await text).toBe(': connected\n\nevent: entries\ndata: [1,2]\n\nevent: entries\ndata: [3]\n\n');
    expect(closed.times).toBe(1);
  });

  it('keeps no more than its capacity for a reader that does not read, and says how many it left out', async () => {
    const { stream } = opened({ capacity: 3 });
    stream.push([1, 2]);
    stream.push([3, 4, 5]);
    stream.push([6]);
    expect(stream.dropped).toBe(3);
    const text = readAll(stream.body);
    await new Promise(setImmediate);
    stream.push([7]);
    stream.end();
    expect(await text).toBe(
      ': connected\n\nevent: dropped\ndata: {"count":3}\n\nevent: entries\ndata: [1,2,3]\n\nevent: entries\ndata: [7]\n\n',
    );
  });

  it('keeps no more text than it may, but one item whatever its size', async () => {
    const stream = createEventStream<string>({ event: 'entries', capacityText: 10, onClose: () => {} });
    stream.push(['a'.repeat(100), 'b']);
    expect(stream.dropped).toBe(1);
    const text = readAll(stream.body);
    await new Promise(setImmediate);
    stream.push(['c']);
    stream.end();
    expect(await text).toBe(
      `: connected\n\nevent: dropped\ndata: {"count":1}\n\nevent: entries\ndata: ["${'a'.repeat(100)}"]\n\nevent: entries\ndata: ["c"]\n\n`,
    );
  });

  it('cuts what waited into events of about a megabyte', async () => {
    const stream = createEventStream<string>({ event: 'entries', onClose: () => {} });
    stream.push(Array.from({ length: 8 }, () => 'x'.repeat(500_000)));
    const text = readAll(stream.body);
    await new Promise(setImmediate);
    stream.end();
    const events = (await text).split('\n\n').filter((event) => event.startsWith('event: entries'));
    expect(events.map((event) => event.match(/x{500000}/g)?.length)).toEqual([3, 3, 2]);
  });

  it('passes on what was left out before', async () => {
    const { stream } = opened();
    const text = readAll(stream.body);
    stream.push([2], 1);
    stream.end();
    expect(await text).toContain('event: dropped\ndata: {"count":1}\n\nevent: entries\ndata: [2]\n\n');
    expect(stream.dropped).toBe(1);
  });

  it('tells the reader that it is alive', async () => {
    const { stream, closed } = opened({ heartbeat: 5 });
    const parts: string[] = [];
    for await (const part of stream.body) {
      parts.push(String(part));
      if (parts.join('').includes(': heartbeat')) break;
    }
    expect(closed.times).toBe(1);
  });

  it('stops when the reader goes away', async () => {
    const { stream, closed } = opened();
    stream.body.destroy();
    await once(stream.body, 'close');
    stream.push([1]);
    stream.end();
    expect(closed.times).toBe(1);
  });
});
