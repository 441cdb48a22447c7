import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Control, createUsers, openControl } from '../control/index.js';
import { type Access, createAccess, ensureLocalKey, type LoginEvent, prepareFirstLogin } from './index.js';
import { hashPassword } from './password.js';

const HOUR = 3_600_000;

let dir: string;
let keysDir: string;
let control: Control;
let access: Access;
const clock = { at: Date.UTC(2026, 10, 21) };
const events: LoginEvent[] = [];
const failures: unknown[] = [];

const options = () => ({
  database: control.database,
  now: () => clock.at,
  sessionLifetime: 12 * HOUR,
  sessionMaxLifetime: 24 * HOUR,
  loginAttempts: 3,
  loginLockout: 60_000,
  onLogin: (event: LoginEvent) => events.push(event),
  onAccount: () => {},
  onPasswordEnded: async () => {},
  onRefused: () => {},
  onError: (error: unknown) => failures.push(error),
});

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-access-'));
  keysDir = join(dir, 'keys');
  mkdirSync(keysDir);
  control = await openControl({ dir: join(dir, 'control') }, (error) => failures.push(error));
  access = await createAccess(options());
});
afterAll(async () => {
  await control.close();
  rmSync(dir, { recursive: true });
  expect(failures).toEqual([]);
});
beforeEach(() => {
  events.length = 0;
});

const mode = (file: string) => (statSync(join(keysDir, file)).mode & 0o777).toString(8);

describe('the first sign-in', () => {
  it('is made once, kept for its owner only, and shown until somebody has used it', async () => {
    const users = createUsers(control.database);
    const first = await prepareFirstLogin(users, keysDir);
    expect(first?.username).toBe('admin');
    expect(mode('first-login.txt')).toBe('600');
    expect(readFileSync(join(keysDir, 'first-login.txt'), 'utf8')).toContain(first!.password);
    expect(await prepareFirstLogin(users, keysDir)).toEqual(first);
    expect((await access.login('Admin', first!.password, '10.0.0.1')).role).toBe('admin');
    expect(await prepareFirstLogin(users, keysDir)).toBeUndefined();
    expect(existsSync(join(keysDir, 'first-login.txt'))).toBe(true);
  });
});

describe('login', () => {
  it('refuses a wrong password and an unknown name in the same words, and reports both', async () => {
    const wrong = await access.login('admin', 'guess', '10.0.0.2').catch((error: unknown) => error);
    const unknown = await access.login('nobody', 'guess', '10.0.0.2').catch((error: unknown) => error);
    expect(wrong).toMatchObject({ statusCode: 401, code: 'unauthenticated' });
    expect((unknown as Error).message).toBe((wrong as Error).message);
    expect(events).toEqual([
      { kind: 'failed', username: 'admin', address: '10.0.0.2' },
      { kind: 'failed', username: 'nobody', address: '10.0.0.2' },
    ]);
  });

  it('locks out also when the guesses come at once, and refuses the right password then', async () => {
    await createUsers(control.database).create({
      username: 'eve',
      passwordHash: await hashPassword('right'),
      role: 'developer',
    });
    const guesses = await Promise.allSettled(Array.from({ length: 8 }, () => access.login('eve', 'wrong', '10.0.0.3')));
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.statusCode : 200));
    expect(codes.sort()).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
    expect(events.filter(({ kind }) => kind === 'locked')).toEqual([
      { kind: 'locked', username: 'eve', address: '10.0.0.3' },
    ]);
    await expect(access.login('eve', 'right', '10.0.0.3')).rejects.toMatchObject({ statusCode: 429 });
    clock.at += 60_001;
    expect((await access.login('eve', 'right', '10.0.0.3')).username).toBe('eve');
  });
});

describe('sessions', () => {
  it('are renewed by use, end after disuse, and end for good after their longest life', async () => {
    const user = (await createUsers(control.database).byName('eve'))!;
    const { token, expiresAt } = await access.signedIn.open(user);
    expect(expiresAt.getTime()).toBe(clock.at + 12 * HOUR);
    expect(await access.signedIn.verify(token)).toMatchObject({
      principal: { username: 'eve', role: 'developer' },
      renewed: false,
    });
    clock.at += 7 * HOUR;
    expect(await access.signedIn.verify(token)).toMatchObject({ renewed: true });
    clock.at += 7 * HOUR;
    const last = await access.signedIn.verify(token);
    expect(last?.renewed).toBe(true);
    expect(last?.principal.expiresAt.getTime()).toBe(clock.at + 10 * HOUR);
    clock.at += 10 * HOUR;
    expect(await access.signedIn.verify(token)).toBeUndefined();
  });

  it('end with sign-out; other tokens are nobody', async () => {
    const user = (await createUsers(control.database).byName('eve'))!;
    const { token } = await access.signedIn.open(user);
    const session = await access.signedIn.verify(token);
    await access.signedIn.end(session!.principal.tokenHash);
    expect(await access.signedIn.verify(token)).toBeUndefined();
    expect(await access.signedIn.verify('')).toBeUndefined();
    expect(await access.signedIn.verify('a'.repeat(43))).toBeUndefined();
    expect(await access.signedIn.verify(session!.principal.tokenHash)).toBeUndefined();
  });
});

describe('keys', () => {
  it('prove who holds them until they are revoked, which holds at once', async () => {
    const { listing, key } = await access.keys.create({
      name: 'shop',
      scopes: ['ingest', 'ingest'],
      createdBy: 'user:admin',
    });
    expect(listing).toMatchObject({ name: 'shop', scopes: ['ingest'], lastUsedAt: undefined });
    expect(await access.keys.verify(key)).toEqual({ kind: 'key', id: listing.id, name: 'shop', scopes: ['ingest'] });
    expect(await access.keys.verify(`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`)).toBeUndefined();
    expect(await access.keys.verify(`hw_${'0'.repeat(12)}_${'0'.repeat(64)}`)).toBeUndefined();
    await expect
      .poll(async () => (await access.keys.list()).find(({ id }) => id === listing.id)?.lastUsedAt?.getTime())
      .toBe(clock.at);
    expect(await access.keys.revoke(listing.id)).toBe(true);
    expect(await access.keys.verify(key)).toBeUndefined();
    expect(await access.keys.revoke(listing.id)).toBe(false);
    expect(await access.keys.list()).toEqual([]);
  });

  it('revoked on another server are refused within half a minute', async () => {
    const other = await createAccess(options());
    const { listing, key } = await access.keys.create({ name: 'x', scopes: ['read'], createdBy: 'user:admin' });
    expect(await access.keys.verify(key)).toBeDefined();
    await other.keys.revoke(listing.id);
    clock.at += 30_001;
    expect(await access.keys.verify(key)).toBeUndefined();
  });

  it('never stand in the database', async () => {
    const { key } = await access.keys.create({ name: 'y', scopes: ['read'], createdBy: 'user:admin' });
    const rows =
      JSON.stringify(await access.keys.list()) +
      JSON.stringify(await control.database.execute('select * from api_keys'));
    expect(rows).not.toContain(key.split('_')[2]);
  });
});

describe('keys/local.key', () => {
  it('is an admin key for this user only, kept while it works and replaced when it does not', async () => {
    const key = await ensureLocalKey(access.keys, keysDir);
    expect(mode('local.key')).toBe('600');
    expect(readFileSync(join(keysDir, 'local.key'), 'utf8').trim()).toBe(key);
    expect(await access.keys.verify(key)).toMatchObject({ scopes: ['admin'] });
    expect(await ensureLocalKey(access.keys, keysDir)).toBe(key);
    writeFileSync(join(keysDir, 'local.key'), 'garbage');
    expect(await ensureLocalKey(access.keys, keysDir)).not.toBe(key);
  });
});
