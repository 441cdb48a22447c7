import { expect, it } from 'vitest';
import { record } from '../../test/entry-store.js';
import { sizeOf } from './entry-size.js';

it('counts every text of an entry, however deep', () => {
  const text = 'x'.repeat(1_000_000);
  const small = sizeOf(record(1));
  expect(small).toBeLessThan(2_000);
  for (const rest of [
    { message: text },
    { payload: text },
    { error: { stack: text } },
    { fields: { list: [{ deep: [text] }] } },
    { fields: { [text]: 1 } },
    { labels: { job: text } },
  ]) {
    expect(sizeOf(record(1, rest))).toBeGreaterThanOrEqual(1_000_000);
    expect(sizeOf(record(1, rest))).toBeLessThan(1_000_000 + small + 1_000);
  }
});
