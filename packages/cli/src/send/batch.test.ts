import { expect, it } from 'vitest';
import { type Batch, createBatcher } from './batch.js';

function batches(records: readonly string[], maxBytes: number): Batch[] {
  const batcher = createBatcher('f', maxBytes);
  const full = records.map((record, index) => batcher.add({ record, line: index + 1, end: (index + 1) * 10 }));
  return [...full, batcher.flush()].filter((batch) => batch !== undefined);
}

it('holds entries up to its size, and knows their lines', () => {
  const [first, second] = batches(['aaaa', 'bbbb', 'cccc'], 10);
  expect(first?.body.toString()).toBe('aaaa\nbbbb\n');
  expect(first).toMatchObject({ lines: [1, 2], end: 20 });
  expect(second?.body.toString()).toBe('cccc\n');
  expect(second).toMatchObject({ lines: [3], end: 30 });
});

it('has the same key when the same file is read again, also when it has grown', () => {
  const records = Array.from({ length: 20 }, (_, index) => `record ${index}`);
  const keys = batches(records, 50).map((batch) => batch.key);
  expect(batches(records, 50).map((batch) => batch.key)).toEqual(keys);
  const grown = batches([...records, 'more', 'and more'], 50).map((batch) => batch.key);
  expect(grown.slice(0, keys.length - 1)).toEqual(keys.slice(0, -1));
  expect(new Set(keys).size).toBe(keys.length);
});

it('is nothing when nothing came', () => {
  expect(createBatcher('f').flush()).toBeUndefined();
});
