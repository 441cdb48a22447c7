import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Users } from '../control/index.js';
import { hashPassword, verifyPassword } from './password.js';
import { randomPassword } from './proquint.js';

/** The sign-in that the server made up at its first start. */
export interface FirstLogin {
  readonly username: string;
  readonly password: string;
}

const FILE = 'first-login.txt';

async function readFirstLogin(file: string): Promise<FirstLogin | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const [, username] = /^User name: (.+)$/m.exec(text) ?? [];
  const [, password] = /^Password: {2}(.+)$/m.exec(text) ?? [];
  return username === undefined || password === undefined ? undefined : { username, password };
}

/**
 * Makes the user `admin` with a random password when there is no user yet. The password is kept in `keys/first-login.txt`
 * (0600, in a folder that only this user can enter), beside `local.key`, which gives the same power: reading the file wins
 * nobody anything. The file goes when the password in it is no longer the user's.
 *
 * @returns the sign-in to show, until somebody has signed in with it; `undefined` afterwards
 */
export async function prepareFirstLogin(users: Users, keysDir: string): Promise<FirstLogin | undefined> {
  const file = join(keysDir, FILE);
  if ((await users.count()) === 0) {
    const login = { username: 'admin', password: randomPassword() };
    // The file first: a user whose password nobody knows would be worse than a file without a user.
    await writeFile(
      file,
      `The first sign-in to Heartwood, made at its first start.\nUser name: ${login.username}\nPassword:  ${login.password}\n`,
      { mode: 0o600 },
    );
    const passwordHash = await hashPassword(login.password);
    if (await users.createFirst({ username: login.username, passwordHash, role: 'admin' })) return login;
    // Another server on the same database was faster; its own file has the password.
    await rm(file);
    return undefined;
  }
  const login = await readFirstLogin(file);
  if (login === undefined) return undefined;
  const user = await users.byName(login.username);
  if (user === undefined || !(await verifyPassword(user.passwordHash, login.password))) {
    // Changed meanwhile, by another server on the same database.
    await rm(file, { force: true });
    return undefined;
  }
  return user.lastLoginAt === null ? login : undefined;
}

/** Removes `keys/first-login.txt` when it is this user's: the password in it works no longer. */
export async function forgetFirstLogin(username: string, keysDir: string): Promise<void> {
  const file = join(keysDir, FILE);
  const login = await readFirstLogin(file);
  if (login?.username.toLowerCase() === username.toLowerCase()) await rm(file, { force: true });
}
