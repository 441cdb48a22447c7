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

  it('refuses a query with a mistake at once', () => {
    expect(() => createTail().subscribe('{a', () => undefined)).toThrow(
      expect.objectContaining({ name: 'QueryError', code: 'bad_query', position: 2 }),
    );
  });
});
