import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Control, createUsers, openControl } from '../control/index.js';
import { type Access, type AccountEvent, createAccess, forgetFirstLogin, prepareFirstLogin } from './index.js';

const NEW = 'a new and longer password';
const author = { by: 'key:local', address: '10.0.0.1' };

let dir: string;
let control: Control;
let access: Access;
let first: { username: string; password: string };
const events: AccountEvent[] = [];
const failures: unknown[] = [];
const file = () => join(dir, 'keys', 'first-login.txt');

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-accounts-'));
  mkdirSync(join(dir, 'keys'));
  control = await openControl({ dir: join(dir, 'control') }, (error) => failures.push(error));
  access = await createAccess({
    database: control.database,
    sessionLifetime: 60_000,
    sessionMaxLifetime: 60_000,
    loginAttempts: 3,
    loginLockout: 60_000,
    onLogin: () => {},
    onAccount: (event) => events.push(event),
    onPasswordEnded: (username) => forgetFirstLogin(username, join(dir, 'keys')),
    onRefused: () => {},
    onError: (error) => failures.push(error),
  });
  first = (await prepareFirstLogin(createUsers(control.database), join(dir, 'keys')))!;
});
afterAll(async () => {
  await control.close();
  rmSync(dir, { recursive: true });
  expect(failures).toEqual([]);
});
beforeEach(() => {
  events.length = 0;
});

/** Signs in; the session and its token. */
async function signedIn(username: string, password: string) {
  const user = await access.login(username, password, '10.0.0.1');
  const { token } = await access.signedIn.open(user);
  return { token, principal: (await access.signedIn.verify(token))!.principal };
}
const open = async (token: string) => (await access.signedIn.verify(token)) !== undefined;

describe('accounts', () => {
  it('are made with a password, or with one that is made up and told', async () => {
    const given = await access.accounts.create(
      { username: 'maria@shop.example', role: 'developer', password: NEW },
      author,
    );
    expect(given).toMatchObject({ account: { role: 'developer', lastLoginAt: undefined }, password: undefined });
    expect((await access.login('Maria@shop.example', NEW, 'a')).username).toBe('maria@shop.example');
    const made = await access.accounts.create({ username: 'jo', role: 'admin' }, author);
    expect((await access.login('jo', made.password!, 'a')).role).toBe('admin');
    expect(events).toEqual([
      { kind: 'created', username: 'maria@shop.example', role: 'developer', ...author },
      { kind: 'created', username: 'jo', role: 'admin', ...author },
    ]);
    expect((await access.accounts.list()).map(({ username }) => username)).toEqual([
      'admin',
      'jo',
      'maria@shop.example',
    ]);
  });

  it('have names of their own and passwords that are not their names', async () => {
    const create = (username: string, password: string) =>
      access.accounts.create({ username, role: 'developer', password }, author);
    await expect(create('JO', NEW)).rejects.toMatchObject({
      statusCode: 409,
      message: expect.stringMatching(/already/),
    });
    await expect(create('someone@shop.example', 'Someone@shop.example')).rejects.toMatchObject({
      statusCode: 400,
      message: 'A password must not be the user name.',
    });
    expect(events).toEqual([]);
  });

  it('end with their sessions', async () => {
    const { token } = await signedIn('maria@shop.example', NEW);
    await access.accounts.delete('MARIA@shop.example', author);
    expect(await open(token)).toBe(false);
    expect(events).toEqual([{ kind: 'deleted', username: 'maria@shop.example', ...author }]);
    await expect(access.accounts.delete('maria@shop.example', author)).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('changing my password', () => {
  it('ends my other sessions and removes the file with the first password', async () => {
    const [here, elsewhere] = [await signedIn('admin', first.password), await signedIn('admin', first.password)];
    expect(existsSync(file())).toBe(true);
    const mine = { by: 'user:admin', address: '10.0.0.1' };
    await access.accounts.changePassword(here.principal, { current: first.password, next: NEW }, mine);
    expect([await open(here.token), await open(elsewhere.token)]).toEqual([true, false]);
    expect(existsSync(file())).toBe(false);
    expect(events).toEqual([{ kind: 'password_changed', username: 'admin', ...mine }]);
    await expect(access.login('admin', first.password, 'b')).rejects.toMatchObject({ statusCode: 401 });
    await access.login('admin', NEW, 'b');
  });

  it('takes neither the current one nor the user name', async () => {
    const { principal } = await signedIn('admin', NEW);
    const change = (next: string) => access.accounts.changePassword(principal, { current: NEW, next }, author);
    await expect(change(NEW)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(/is the current one/),
    });
    await expect(change('Admin')).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(/user name/),
    });
    expect(events).toEqual([]);
  });

  it('needs the current one, which cannot be guessed at leisure', async () => {
    const { principal } = await signedIn('admin', NEW);
    const guess = () =>
      access.accounts.changePassword(principal, { current: 'a guess', next: 'another long password' }, author);
    for (let guessed = 0; guessed < 3; guessed++) await expect(guess()).rejects.toMatchObject({ statusCode: 403 });
    await expect(guess()).rejects.toMatchObject({ statusCode: 429 });
    expect(events).toEqual(Array(3).fill({ kind: 'password_change_failed', username: 'admin', ...author }));
    await access.login('admin', NEW, 'elsewhere');
  });
});

describe('a new password from an administrator', () => {
  it('ends all sessions of the user', async () => {
    const given = await access.accounts.resetPassword('jo', NEW, author);
    expect(given.password).toBeUndefined();
    const { token } = await signedIn('jo', NEW);
    const made = await access.accounts.resetPassword('Jo', undefined, author);
    expect(await open(token)).toBe(false);
    await access.login('jo', made.password!, 'c');
    expect(events.map(({ kind, username }) => [kind, username])).toEqual(Array(2).fill(['password_reset', 'jo']));
    await expect(access.accounts.resetPassword('nobody', NEW, author)).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('the last administrator', () => {
  it('cannot be deleted', async () => {
    await access.accounts.delete('jo', author);
    await expect(access.accounts.delete('admin', author)).rejects.toMatchObject({
      statusCode: 409,
      message: "'admin' is the last administrator.",
      hint: 'Make another one first.',
    });
  });
});

describe('keys/first-login.txt', () => {
  it('is removed at a start when its password is no longer that of the user', async () => {
    const users = createUsers(control.database);
    writeFileSync(file(), `User name: ${first.username}\nPassword:  ${first.password}\n`);
    expect(await prepareFirstLogin(users, join(dir, 'keys'))).toBeUndefined();
    expect(existsSync(file())).toBe(false);
  });

  it('stays when somebody else has a new password', async () => {
    writeFileSync(file(), `User name: admin\nPassword:  ${NEW}\n`);
    await forgetFirstLogin('jo', join(dir, 'keys'));
    expect(existsSync(file())).toBe(true);
  });
});
