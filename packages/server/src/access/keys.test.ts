import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { ApiKeys, StoredApiKey } from '../control/index.js';
import { createKeys } from './keys.js';

const HOUR = 3_600_000;

/** Keys over a database in memory, which can be away. */
function open() {
  const rows = new Map<string, StoredApiKey>();
  const state = { now: 0, isAway: false, errors: 0 };
  const present = <Result>(answer: () => Result): Promise<Result> =>
    state.isAway
      ? Promise.reject(
          new DrizzleQueryError('select', [], Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
        )
      : Promise.resolve(answer());
  const stored: ApiKeys = {
    insert: (key) => present(() => void rows.set(key.id, { ...key, lastUsedAt: null, revokedAt: null })),
    list: () => present(() => [...rows.values()]),
    byId: (id) => present(() => rows.get(id)),
    used: () => present(() => {}),
    revoke: (id, at) =>
      present(() => {
        const key = rows.get(id);
        if (key !== undefined) rows.set(id, { ...key, revokedAt: at });
        return key !== undefined;
      }),
  };
  const keys = createKeys({ stored, now: () => state.now, onError: () => state.errors++ });
  return { keys, state, stored };
}

describe('while the control database is away', () => {
  it('a key that was good is good for another hour, a wrong or unknown one never', async () => {
    const { keys, state } = open();
    const { key } = await keys.create({ name: 'shop', scopes: ['ingest'], createdBy: 'user:admin' });
    const unseen = await keys.create({ name: 'unseen', scopes: ['ingest'], createdBy: 'user:admin' });
    expect(await keys.verify(key)).toMatchObject({ name: 'shop' });
    state.isAway = true;
    state.now = HOUR / 2;
    expect(await keys.verify(key)).toMatchObject({ name: 'shop', scopes: ['ingest'] });
    expect(await keys.verify(`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`)).toBeUndefined();
    await expect(keys.verify(unseen.key)).rejects.toThrow(DrizzleQueryError);
    state.now = 2 * HOUR;
    await expect(keys.verify(key)).rejects.toThrow(DrizzleQueryError);
    state.isAway = false;
    expect(await keys.verify(key)).toMatchObject({ name: 'shop' });
  });

  it('a key that was revoked elsewhere is refused as soon as the database is back', async () => {
    const { keys, state, stored } = open();
    const { key, listing } = await keys.create({ name: 'shop', scopes: ['ingest'], createdBy: 'user:admin' });
    await keys.verify(key);
    await stored.revoke(listing.id, new Date(0));
    state.isAway = true;
    state.now = 60_000;
    expect(await keys.verify(key)).toBeDefined();
    state.isAway = false;
    expect(await keys.verify(key)).toBeUndefined();
  });
});
