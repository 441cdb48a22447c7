import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { record } from '../../test/entry-store.js';
import type { LogRecord } from '../record/index.js';
import { createTail } from './tail.js';

const turns = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index++) await turn();
};

describe('createTail', () => {
  it('gives each subscriber the entries its query keeps, in order', async () => {
    const tail = createTail();
    const errors: LogRecord[] = [];
    const all: LogRecord[] = [];
    tail.subscribe('level:error', (entries) => errors.push(...entries));
    tail.subscribe('', (entries) => all.push(...entries));
    const records = [record(1), record(2, { level: 'ERROR' }), record(3)];
    tail.publish(records);
    expect(all).toEqual([]);
    await turns(2);
    expect(all).toEqual(records);
    expect(errors).toEqual([records[1]]);
  });

  it('ends a subscription', async () => {
    const tail = createTail();
    const seen: LogRecord[] = [];
    const end = tail.subscribe('', (entries) => seen.push(...entries));
    expect(tail.subscribers).toBe(1);
    tail.publish([record(1)]);
    end();
    end();
    await turns(2);
    expect(tail.subscribers).toBe(0);
    expect(seen).toEqual([]);
  });

  it('drops the oldest of a full queue and says how many', async () => {
    const tail = createTail({ queueSize: 10, batchSize: 4 });
    const seen: LogRecord[] = [];
    let missed = 0;
    tail.subscribe('', (entries, dropped) => {
      seen.push(...entries);
      missed += dropped;
    });
    const records = Array.from({ length: 25 }, (_, number) => record(number));
    tail.publish(records.slice(0, 5));
    tail.publish(records.slice(5));
    await turns(5);
    expect(seen).toEqual(records.slice(15));
    expect(missed).toBe(15);
  });

  it('says that entries were left out also when none of the others match', async () => {
    const tail = createTail({ queueSize: 10, batchSize: 4 });
    const calls: [entries: number, dropped: number][] = [];
    tail.subscribe('level:error', (entries, dropped) => calls.push([entries.length, dropped]));
    tail.publish(Array.from({ length: 25 }, (_, number) => record(number)));
    await turns(5);
    expect(calls).toEqual([[0, 15]]);
    tail.publish([record(25)]);
    await turns(2);
    expect(calls).toHaveLength(1);
  });

  it('keeps no more bytes than it may for all who are behind, and at least the newest entry', async () => {
    const tail = createTail({ queueBytes: 2_500_000 });
    const seen: [LogRecord[], number][] = [[], []].map((entries) => [entries, 0]);
    for (const told of seen) {
      tail.subscribe('', (entries, dropped) => {
        told[0].push(...entries);
        told[1] += dropped;
      });
    }
    const large = (number: number, size: number) => record(number, { message: 'x'.repeat(size) });
    const records = [1, 2, 3, 4].map((number) => large(number, 1_000_000));
    tail.publish(records);
    await turns(5);
    expect(seen).toEqual([
      [records.slice(2), 2],
      [records.slice(2), 2],
    ]);
    const huge = large(5, 3_000_000);
    tail.publish([huge]);
    await turns(3);
    expect(seen[0]).toEqual([[...records.slice(2), huge], 2]);
  });

  it('serves everybody in turn, also who came while others were behind', async () => {
    const tail = createTail({ batchSize: 10 });
    const seen = Array.from({ length: 50 }, () => 0);
    const ends = seen.map((_, index) =>
      tail.subscribe('', (entries) => {
        seen[index]! += entries.length;
        // Ends another one in the middle of a turn.
        if (index === 10) ends[11]!();
      }),
    );
    tail.publish(Array.from({ length: 25 }, (_, number) => record(number)));
    let late = 0;
    tail.subscribe('', (entries) => {
      late += entries.length;
    });
    tail.publish([record(99)]);
    await turns(200);
    expect(seen.filter((count) => count === 26)).toHaveLength(49);
    expect(seen[11]).toBeLessThan(26);
    expect(late).toBe(1);
  });

  it('refuses a query with a mistake at once', () => {
    expect(() => createTail().subscribe('{a', () => undefined)).toThrow(
      expect.objectContaining({ name: 'QueryError', code: 'bad_query', position: 2 }),
    );
  });
});
