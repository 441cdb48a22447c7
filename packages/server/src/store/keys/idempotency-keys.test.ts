import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchKey } from '../batch/batch.js';
import { openIdempotencyKeys } from './idempotency-keys.js';

describe('idempotency keys', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'heartwood-keys-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const key = (name: string, at = 1_000): BatchKey => ({
    key: name,
    at,
    result: { accepted: 1, rejected: [{ line: 2, error: name }] },
  });

  it('are found until they leave the window', async () => {
    const keys = await openIdempotencyKeys({ dir, windowMs: 100 });
    keys.remember(key('a'));
    expect(keys.find('a', 1_100)).toEqual(key('a').result);
    expect(keys.find('a', 1_101)).toBeUndefined();
    expect(keys.find('b', 1_000)).toBeUndefined();
    await keys.close();
  });

  it('survive a restart by the journal or the spool', async () => {
    const keys = await openIdempotencyKeys({ dir });
    keys.remember(key('preserved'));
    keys.remember(key('lost'));
    await keys.preserve([key('preserved')]);
    await keys.close();
    const again = await openIdempotencyKeys({ dir, unconsumed: [key('in the spool')] });
    expect(again.find('preserved', 1_000)).toEqual(key('preserved').result);
    expect(again.find('in the spool', 1_000)).toEqual(key('in the spool').result);
    expect(again.find('lost', 1_000)).toBeUndefined();
    await again.close();
  });

  it('keep the first of two batches with one key', async () => {
    const keys = await openIdempotencyKeys({ dir, windowMs: 1_000, unconsumed: [key('a', 1_000), key('a', 1_500)] });
    expect(keys.isRepeat({ key: 'a', at: 1_000 })).toBe(false);
    expect(keys.isRepeat({ key: 'a', at: 1_500 })).toBe(true);
    expect(keys.isRepeat({ key: 'a', at: 3_000 })).toBe(false);
    await keys.close();
  });

  it('are bounded in memory and in the journal, the oldest going first', async () => {
    const keys = await openIdempotencyKeys({ dir, maxKeys: 10 });
    for (let index = 0; index < 50; index++) {
      keys.remember(key(`k${index}`));
      await keys.preserve([key(`k${index}`)]);
    }
    expect(keys.size).toBe(10);
    expect(keys.find('k39', 1_000)).toBeUndefined();
    expect(keys.find('k40', 1_000)).toBeDefined();
    await keys.close();
    const lines = (await readFile(join(dir, 'idempotency-keys.ndjson'), 'utf8')).trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    const again = await openIdempotencyKeys({ dir, maxKeys: 10 });
    expect(again.find('k49', 1_000)).toBeDefined();
    await again.close();
  });

  it('outlive a torn last line', async () => {
    const keys = await openIdempotencyKeys({ dir });
    await keys.preserve([key('whole')]);
    await keys.close();
    await appendFile(join(dir, 'idempotency-keys.ndjson'), '{"key":"torn","at":1');
    const again = await openIdempotencyKeys({ dir });
    expect(again.find('whole', 1_000)).toBeDefined();
    await again.preserve([key('next')]);
    await again.close();
    const third = await openIdempotencyKeys({ dir });
    expect(third.size).toBe(2);
    await third.close();
  });
});
