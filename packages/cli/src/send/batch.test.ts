import { expect, it } from 'vitest';
import { type Batch, createBatcher } from './batch.js';

/** Entries that weigh 1,000 each and take 10 bytes of the file. */
function batches(records: readonly string[], maxBytes: number, cuts: readonly number[] = []): Batch[] {
  const batcher = createBatcher('f', { maxBytes, cuts });
  const full = records.map((record, index) =>
    batcher.add({ record, text: record.padEnd(744), line: index + 1, end: (index + 1) * 10 }),
  );
  return [...full, batcher.flush()].filter((batch) => batch !== undefined);
}

it('holds entries up to its size, and knows their lines', () => {
  const [first, second] = batches(['aaaa', 'bbbb', 'cccc'], 2_000);
  expect(first?.body.toString()).toBe('aaaa\nbbbb\n');
  expect(first).toMatchObject({ lines: [1, 2], end: 20 });
  expect(second?.body.toString()).toBe('cccc\n');
  expect(second).toMatchObject({ lines: [3], end: 30 });
});

it('has the same key when the same file is read again, also when it has grown', () => {
  const records = Array.from({ length: 20 }, (_, index) => `record ${index}`);
  const keys = batches(records, 5_000).map((batch) => batch.key);
  expect(batches(records, 5_000).map((batch) => batch.key)).toEqual(keys);
  const grown = batches([...records, 'more', 'and more'], 5_000).map((batch) => batch.key);
  expect(grown.slice(0, keys.length - 1)).toEqual(keys.slice(0, -1));
  expect(new Set(keys).size).toBe(keys.length);
});

it('ends where an earlier run ended one, so that a file that has grown repeats its keys to the last', () => {
  const records = Array.from({ length: 7 }, (_, index) => `record ${index}`);
  const before = batches(records, 5_000);
  const grown = [...records, 'more', 'and more'];
  const again = batches(
    grown,
    5_000,
    before.map(({ end }) => end),
  );
  expect(again.map(({ key }) => key).slice(0, 2)).toEqual(before.map(({ key }) => key));
  expect(again[2]?.body.toString()).toBe('more\nand more\n');
  // A cut in the middle of an entry that has grown over it lies behind that entry.
  expect(batches(grown, 5_000, [3, 25]).map(({ lines }) => lines)).toEqual([[1], [2, 3], [4, 5, 6, 7, 8], [9]]);
});

it('is the same whatever time its entries were given', () => {
  const keyOf = (time: string) => {
    const batcher = createBatcher('f');
    batcher.add({ record: `{"timestamp":"${time}","message":"x"}`, text: 'x', line: 1, end: 2 });
    return batcher.flush()?.key;
  };
  expect(keyOf('2026-11-21T08:00:00.000Z')).toBe(keyOf('2026-11-21T08:00:00.123456789Z'));
});

it('is nothing when nothing came', () => {
  expect(createBatcher('f').flush()).toBeUndefined();
});
