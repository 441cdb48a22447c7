import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresCluster, postgresMissing, startPostgres } from '../../test/postgres-cluster.js';
import {
  type Control,
  ControlError,
  createApiKeys,
  createEntryTypeDrift,
  createEntryTypes,
  createSessions,
  createUsers,
  openControl,
  type StoredDrift,
} from './index.js';

interface Place {
  open(database: string): Promise<Control>;
  stop(): void;
}

const unexpected = (error: Error): never => {
  throw error;
};

const embedded = async (): Promise<Place> => {
  const dir = mkdtempSync(join(tmpdir(), 'heartwood-control-'));
  return {
    open: (database) => openControl({ dir: join(dir, database) }, unexpected),
    stop: () => rmSync(dir, { recursive: true }),
  };
};

const postgres = async (): Promise<Place> => {
  const cluster = await startPostgres();
  return {
    open: (database) => openControl({ url: cluster.database(database) }, unexpected),
    stop: () => cluster.stop(),
  };
};

const T0 = new Date('2026-11-21T08:00:00.000Z');
const T1 = new Date('2026-11-21T09:00:00.000Z');

const ROOM = { services: 2, allBytes: 500_000, retired: 2_000 };

const missing = postgresMissing();

describe.each([
  { name: 'embedded', start: embedded, skip: false },
  { name: 'postgres', start: postgres, skip: missing !== undefined },
])('control data on $name', ({ name, start, skip }) => {
  describe.skipIf(skip)('', () => {
    let place: Place;
    let control: Control;
    beforeAll(async () => {
      place = await start();
      control = await place.open('one');
    });
    afterAll(async () => {
      await control.close();
      place.stop();
    });

    it('says what it is and answers', async () => {
      expect(control.kind).toBe(name);
      await expect(control.ping()).resolves.toBeUndefined();
    });

    it('keeps users; names are unique whatever their case', async () => {
      const users = createUsers(control.database);
      expect(await users.count()).toBe(0);
      const first = { username: 'Admin', passwordHash: 'h1', role: 'admin' } as const;
      expect(await users.createFirst(first)).toMatchObject(first);
      expect(await users.createFirst({ ...first, username: 'second' })).toBeUndefined();
      expect(await users.create({ ...first, username: 'ADMIN' })).toBeUndefined();
      expect(await users.create({ username: 'dev', passwordHash: 'h2', role: 'developer' })).toMatchObject({
        username: 'dev',
      });
      const found = await users.byName('aDMIN');
      expect(found).toMatchObject({ username: 'Admin', passwordHash: 'h1', lastLoginAt: null });
      await users.loggedIn(found!.id, T1);
      expect((await users.byName('admin'))?.lastLoginAt).toEqual(T1);
      expect(await users.byName('nobody')).toBeUndefined();
      expect(await users.count()).toBe(2);
    });

    it('makes one first user when several servers start at once', async () => {
      const others = await Promise.all([1, 2, 3].map(() => (name === 'postgres' ? place.open('race') : undefined)));
      const opened = others.filter((other) => other !== undefined);
      const race = opened.length > 0 ? opened : [await place.open('race')];
      const made = await Promise.all(
        race.map(({ database }, index) =>
          createUsers(database).createFirst({ username: `admin${index}`, passwordHash: 'h', role: 'admin' }),
        ),
      );
      expect(made.filter((user) => user !== undefined)).toHaveLength(1);
      await Promise.all(race.map((other) => other.close()));
    });

    it('keeps sessions with their user, extends and removes them', async () => {
      const user = (await createUsers(control.database).byName('dev'))!;
      const sessions = createSessions(control.database);
      await sessions.insert({ tokenHash: 'a', userId: user.id, createdAt: T0, expiresAt: T1 });
      await sessions.insert({ tokenHash: 'b', userId: user.id, createdAt: T0, expiresAt: T0 });
      expect(await sessions.byTokenHash('a')).toEqual({
        tokenHash: 'a',
        createdAt: T0,
        expiresAt: T1,
        userId: user.id,
        username: 'dev',
        role: 'developer',
      });
      const later = new Date('2026-11-21T10:00:00.000Z');
      await sessions.extend('a', later);
      expect((await sessions.byTokenHash('a'))?.expiresAt).toEqual(later);
      await sessions.removeExpired(T1);
      expect(await sessions.byTokenHash('b')).toBeUndefined();
      expect(await sessions.byTokenHash('a')).toBeDefined();
      await sessions.remove('a');
      expect(await sessions.byTokenHash('a')).toBeUndefined();
    });

    it('ends sessions with a new password, but the one that is kept', async () => {
      const users = createUsers(control.database);
      const sessions = createSessions(control.database);
      const [user, other] = [(await users.byName('dev'))!, (await users.byName('admin'))!];
      const at = { createdAt: T0, expiresAt: T1 };
      for (const tokenHash of ['c', 'd']) await sessions.insert({ tokenHash, userId: user.id, ...at });
      await sessions.insert({ tokenHash: 'e', userId: other.id, ...at });
      const open = async () => {
        const found = await Promise.all(['c', 'd', 'e'].map((tokenHash) => sessions.byTokenHash(tokenHash)));
        return found.flatMap((session) => session?.tokenHash ?? []);
      };
      expect(await users.replacePassword(user.id, 'h3', 'c')).toBe(true);
      expect(await open()).toEqual(['c', 'e']);
      expect(await users.replacePassword(user.id, 'h4')).toBe(true);
      expect(await open()).toEqual(['e']);
      expect((await users.byName('dev'))?.passwordHash).toBe('h4');
      expect(await users.replacePassword('00000000-0000-0000-0000-000000000000', 'h5')).toBe(false);
      await sessions.remove('e');
    });

    it('lists users by name and removes them with their sessions, but never the last administrator', async () => {
      const users = createUsers(control.database);
      const sessions = createSessions(control.database);
      const boss = (await users.create({ username: 'boss', passwordHash: 'h', role: 'admin' }))!;
      await sessions.insert({ tokenHash: 'f', userId: boss.id, createdAt: T0, expiresAt: T1 });
      expect((await users.list()).map(({ username }) => username)).toEqual(['Admin', 'boss', 'dev']);
      expect(await users.remove('nobody')).toBe('absent');
      // Two administrators remove each other at once: one of them stays.
      const results = await Promise.all([users.remove('BOSS'), users.remove('admin')]);
      expect(results.sort()).toEqual(['last_admin', 'removed']);
      const [left] = (await users.list()).filter(({ role }) => role === 'admin');
      if (left?.username === 'boss') {
        await users.create({ username: 'Admin', passwordHash: 'h', role: 'admin' });
        expect(await users.remove('boss')).toBe('removed');
      }
      expect(await sessions.byTokenHash('f')).toBeUndefined();
      expect(await users.count()).toBe(2);
    });

    it('keeps API keys with their scopes and revokes them once', async () => {
      const keys = createApiKeys(control.database);
      const key = {
        id: 'k1',
        name: 'shop',
        scopes: ['ingest', 'read'],
        secretHash: 'x',
        createdAt: T0,
        createdBy: 'admin',
      };
      await keys.insert(key);
      await keys.insert({ ...key, id: 'k0', createdAt: T1 });
      expect(await keys.byId('k1')).toEqual({ ...key, lastUsedAt: null, revokedAt: null });
      expect((await keys.list()).map(({ id }) => id)).toEqual(['k1', 'k0']);
      await keys.used('k1', T1);
      expect((await keys.byId('k1'))?.lastUsedAt).toEqual(T1);
      expect(await keys.revoke('k1', T1)).toBe(true);
      expect(await keys.revoke('k1', T1)).toBe(false);
      expect(await keys.revoke('absent', T1)).toBe(false);
      expect((await keys.list()).map(({ id }) => id)).toEqual(['k0']);
      expect((await keys.byId('k1'))?.revokedAt).toEqual(T1);
    });

    it('keeps entry types as registered, in their order, and those that are no longer declared', async () => {
      const types = createEntryTypes(control.database);
      const paid = { name: 'order.paid', message: '100% paid', fields: { zeta: 1, b: 2, 'a\u0001': 3 } };
      const placed = { name: 'order.placed', message: 'placed', workflow: 'Sales' };
      const shop = (...list: { name: string }[]) => ({
        service: 'shop',
        version: '1',
        contextFields: ['tenant'],
        types: new Map(list.map((type) => [type.name, type])),
      });
      const revision = async () => (await types.services())[0]?.revision;
      expect(await types.register(shop(paid, placed), T0, ROOM)).toBe(2);
      expect(await types.register(shop(placed, paid), T1, ROOM)).toBe(0);
      expect(await revision()).toBe(1);
      const stored = await types.find('shop', 'order.paid');
      expect(stored).toMatchObject({ firstRegisteredAt: T0, lastRegisteredAt: T1, retiredAt: null });
      expect(JSON.stringify(stored?.description)).toBe(JSON.stringify(paid));
      expect(await types.register(shop({ ...paid, message: 'settled' } as { name: string }), T1, ROOM)).toBe(2);
      expect((await types.list({ service: 'shop' }, 10)).find(({ retiredAt }) => retiredAt !== null)).toMatchObject({
        name: 'order.placed',
        lastRegisteredAt: T1,
        retiredAt: T1,
      });
      expect(await types.register(shop(paid, placed), T1, ROOM)).toBe(2);
      expect(await types.register({ ...shop(paid, placed), contextFields: [] }, T1, ROOM)).toBe(0);
      expect(await revision()).toBe(4);
      expect(await types.register({ ...shop(placed), service: 'billing' }, T1, ROOM)).toBe(1);
      expect(await types.register({ ...shop(placed), service: 'third' }, T1, ROOM)).toBe('services');
      const names = async (filter: { service?: string; text?: string }, limit = 10) =>
        (await types.list(filter, limit)).map(({ service, name }) => `${service} ${name}`);
      expect(await names({})).toEqual(['billing order.placed', 'shop order.paid', 'shop order.placed']);
      expect(await names({}, 1)).toEqual(['billing order.placed']);
      expect(await names({ service: 'shop', text: 'SALES' })).toEqual(['shop order.placed']);
      expect(await names({ text: '0%' })).toEqual(['shop order.paid']);
      expect(await names({ text: 'r_p' })).toEqual([]);
    });

    it('takes registrations of one service at once', async () => {
      const types = createEntryTypes(control.database);
      const all = (count: number) => ({
        service: 'billing',
        version: undefined,
        contextFields: [],
        types: new Map(Array.from({ length: count }, (_, index) => [`t${index}`, { name: `t${index}` }])),
      });
      const changed = await Promise.all([all(1_500), all(1_500)].map((one) => types.register(one, T1, ROOM)));
      // The first one also retires what was there.
      expect(changed.sort()).toEqual([0, 1_501]);
    });

    it('reads services and their types as they are at one moment, and types only of services that changed', async () => {
      const types = createEntryTypes(control.database);
      const all = await types.changes(new Map());
      expect(all.map(({ service }) => service.service).sort()).toEqual(['billing', 'shop']);
      const revisions = new Map(all.map(({ service }) => [service.service, service.revision]));
      const again = await types.changes(revisions.set('shop', -1));
      expect(again.map(({ service, types: read }) => [service.service, read?.length]).sort()).toEqual([
        ['billing', undefined],
        ['shop', 2],
      ]);
    });

    it('has room for so much of all services, and for so many types that a service gave up', async () => {
      const types = createEntryTypes(control.database);
      const one = (name: string, more = {}) => ({
        service: 'billing',
        version: undefined,
        contextFields: [],
        types: new Map([[name, { name, ...more }]]),
      });
      const tight = { ...ROOM, retired: 2 };
      expect(await types.register(one('big', { text: 'x'.repeat(1_000_000) }), T1, ROOM)).toBe('bytes');
      for (const name of ['r1', 'r2', 'r3', 'r4']) await types.register(one(name), new Date(T1.getTime() + 1), tight);
      const left = (await types.list({ service: 'billing' }, 5_000)).map(({ name, retiredAt }) => [
        name,
        retiredAt !== null,
      ]);
      expect(left).toHaveLength(3);
      expect(left.filter(([, isRetired]) => !isRetired)).toEqual([['r4', false]]);
    });

    it('forgets that a field was too much when any entry may have it', async () => {
      const types = createEntryTypes(control.database);
      const drift = createEntryTypeDrift(control.database);
      const declared = { service: 'shop', version: undefined, types: new Map([['a.b', { name: 'a.b' }]]) };
      await types.register({ ...declared, contextFields: [] }, T1, ROOM);
      const row = { service: 'shop', event: 'a.b', kind: 'unknown_field', found: 'string', entries: 1 };
      const rows = ['tenant', 'odd'].map((field) => ({ ...row, field, firstSeen: T1, lastSeen: T1, sampleId: 'e' }));
      await drift.add(rows, 10);
      await types.register({ ...declared, contextFields: ['tenant'] }, T1, ROOM);
      expect((await drift.of('shop', 'a.b')).map(({ field }) => field)).toEqual(['odd']);
      await drift.removeBefore(new Date(T1.getTime() + 1));
    });

    it('adds up drift that two servers find at once, while the service registers anew', async () => {
      const types = createEntryTypes(control.database);
      const drift = createEntryTypeDrift(control.database);
      const rows = Array.from({ length: 300 }, (_, index) => ({
        ...{ service: 'shop', event: 'a.b', kind: 'unknown_field', found: 'string', entries: 1, sampleId: 'e' },
        ...{ field: `f${index}`, firstSeen: T1, lastSeen: T1 },
      }));
      const declared = { service: 'shop', version: undefined, contextFields: [] };
      for (let round = 0; round < 5; round++) {
        const other = new Map([['a.b', { name: 'a.b', round }]]);
        await Promise.all([
          drift.add(rows, 1_000),
          types.register({ ...declared, types: other }, T1, ROOM),
          drift.add(rows.toReversed(), 1_000),
        ]);
      }
      await types.register({ ...declared, types: new Map([['a.b', { name: 'a.b' }]]) }, T1, ROOM);
      await Promise.all([drift.add(rows, 1_000), drift.add(rows.toReversed(), 1_000)]);
      expect(await drift.sums('shop', 10)).toMatchObject([{ event: 'a.b', findings: 600 }]);
      await types.register(
        {
          ...declared,
          types: new Map([
            ['order.paid', { name: 'x' }],
            ['a.b', {}],
          ]),
        },
        T1,
        ROOM,
      );
      expect(await drift.sums('shop', 10)).toEqual([]);
    });

    it('adds up drift, has room for so much of it, and forgets it with the declaration and with time', async () => {
      const types = createEntryTypes(control.database);
      const drift = createEntryTypeDrift(control.database);
      const row: StoredDrift = {
        service: 'shop',
        event: 'order.paid',
        kind: 'wrong_type',
        field: 'total',
        found: 'string',
        entries: 3,
        firstSeen: T0,
        lastSeen: T0,
        sampleId: 'e1',
      };
      expect(await drift.add([], 2)).toBe(0);
      expect(await drift.add([row, { ...row, service: 'nobody' }], 2)).toBe(3);
      const others = ['a', 'b'].map((field) => ({ ...row, field, event: 'order.placed', firstSeen: T1, lastSeen: T1 }));
      const again = { ...row, entries: 2 ** 40, found: 'array', lastSeen: T1, sampleId: 'e2' };
      expect(await drift.add([again, ...others], 2)).toBe(3);
      expect(await drift.of('shop', 'order.paid')).toEqual([{ ...again, entries: 2 ** 40 + 3, firstSeen: T0 }]);
      expect(await drift.sums('shop', 10)).toEqual([
        { service: 'shop', event: 'order.paid', findings: 2 ** 40 + 3, kinds: ['wrong_type'], lastSeen: T1 },
        { service: 'shop', event: 'order.placed', findings: 3, kinds: ['wrong_type'], lastSeen: T1 },
      ]);
      expect(await drift.sums(undefined, 1)).toHaveLength(1);
      const settled = { service: 'shop', version: undefined, contextFields: [] };
      await types.register({ ...settled, types: new Map([['order.paid', { name: 'other' }]]) }, T1, ROOM);
      expect((await drift.sums('shop', 10)).map(({ event }) => event)).toEqual(['order.placed']);
      await drift.removeBefore(T1);
      expect(await drift.sums('shop', 10)).toHaveLength(1);
      await drift.removeBefore(new Date(T1.getTime() + 1));
      expect(await drift.sums('shop', 10)).toEqual([]);
    });

    it('is still there after closing and opening again; migrations run once', async () => {
      await control.close();
      control = await place.open('one');
      expect(await createUsers(control.database).count()).toBe(2);
    });
  });
});

describe.skipIf(missing !== undefined)('a control database on PostgreSQL', () => {
  let cluster: PostgresCluster;
  let admin: Control;
  /** Every connection to a database of this cluster, after doing something to it. */
  const connections = async (database: string, action = sql`pid`) =>
    await admin.database.select({ done: action }).from(sql`pg_stat_activity`).where(sql`datname = ${database}`);
  beforeAll(async () => {
    cluster = await startPostgres();
    admin = await openControl({ url: cluster.database('admin') }, unexpected);
  });
  afterAll(async () => {
    await admin.close();
    cluster.stop();
  });

  it('is closed when its connections are', async () => {
    const url = cluster.database('closing');
    for (let round = 0; round < 10; round++) {
      const control = await openControl({ url }, unexpected);
      await Promise.all(Array.from({ length: 5 }, () => control.ping()));
      await control.close();
      expect(await connections('closing')).toEqual([]);
    }
  });

  it('survives connections that are lost: an idle one, and one between two statements', async () => {
    const lost: Error[] = [];
    const control = await openControl({ url: cluster.database('losing') }, (error) => lost.push(error));
    const cut = () => connections('losing', sql`pg_terminate_backend(pid)`);
    await control.ping();
    await cut();
    await expect.poll(() => lost.length, { timeout: 30_000 }).toBe(1);
    const transaction = control.database.transaction(async (statements) => {
      await statements.execute(sql`select 1`);
      await cut();
      await statements.execute(sql`select 1`);
    });
    await expect(transaction).rejects.toThrow();
    expect(await createUsers(control.database).count()).toBe(0);
    expect(lost).toHaveLength(1);
    await control.close();
  });
});

describe('an embedded control database', () => {
  it('is made whole or not at all: what a crash left half made is begun anew', { timeout: 120_000 }, async () => {
    const base = mkdtempSync(join(tmpdir(), 'heartwood-control-'));
    const dir = join(base, 'control');
    mkdirSync(`${dir}.new`);
    writeFileSync(join(`${dir}.new`, 'PG_VERSION'), '18');
    const control = await openControl({ dir }, unexpected);
    expect(await createUsers(control.database).count()).toBe(0);
    await control.close();
    expect(readdirSync(base)).toEqual(['control']);
    rmSync(base, { recursive: true });
  });
});

describe('a control database that cannot be used', () => {
  it('says which server, and what to check, without the password', async () => {
    const failed = await openControl({ url: 'postgres://me:hunter2@127.0.0.1:9/logs' }, unexpected).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(ControlError);
    expect((failed as Error).message).toMatch(/127\.0\.0\.1:9\/logs cannot be used: .*ECONNREFUSED.*control\.url/);
    expect((failed as Error).message).not.toContain('hunter2');
  });
});
