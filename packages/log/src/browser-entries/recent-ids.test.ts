import { expect, it } from 'vitest';
import { RecentIds } from './recent-ids.js';

it('knows an id again, until 20,000 others have come', () => {
  const ids = new RecentIds();
  expect([ids.add('a'), ids.add('a'), ids.add('b')]).toEqual([true, false, true]);
  for (let id = 0; id < 20_000; id++) ids.add(`${id}`);
  expect(ids.add('a')).toBe(true);
  expect(ids.add('19999')).toBe(false);
});
