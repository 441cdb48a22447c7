import { expect, it } from 'vitest';
import { createTimeSource } from './times.js';

it('gives an entry without a time the time before it, and the file’s before any', () => {
  const file = { ms: 1, nanos: 0 };
  const own = { ms: 5, nanos: 3 };
  const times = createTimeSource(() => file);
  expect([undefined, own, undefined, undefined].map(times.resolve)).toEqual([file, own, own, own]);
  expect(times.counts).toEqual({ own: 1, previous: 2, file: 1 });
});
