import type { User, Users } from '../control/index.js';
import { AccessError } from './access-error.js';
import { hashPassword, verifyPassword } from './password.js';
import type { Role, SessionPrincipal } from './principal.js';
import { randomPassword } from './proquint.js';
import type { LoginThrottle } from './throttle.js';

/** A user as it may be shown: everything but the password's hash. */
export interface AccountListing {
  readonly username: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | undefined;
}

/** Who makes a change, and from where; for the security log. */
export interface Author {
  /** `user:admin`, `key:9f…`. */
  readonly by: string;
  readonly address: string;
}

/** Something happened to an account; goes to the security log under OWASP's names. */
export type AccountEvent = Author & { readonly username: string } & (
    | { readonly kind: 'created'; readonly role: Role }
    | { readonly kind: 'deleted' | 'password_changed' | 'password_change_failed' | 'password_reset' }
  );

/** An account and, when it was made up here, its password, which is never seen again. */
export interface AccountWithPassword {
  readonly account: AccountListing;
  readonly password: string | undefined;
}

/**
 * The people who may sign in: made, deleted, given passwords. A password that is not given is made up. How long a password must be
 * is checked where it comes in (`contract/access.ts`).
 */
export interface Accounts {
  /** By name. */
  list(): Promise<AccountListing[]>;
  /** @throws AccessError 409 when the name is taken, 400 for a password that will not do */
  create(user: NewAccount, author: Author): Promise<AccountWithPassword>;
  /** Ends the user's sessions. @throws AccessError 404, or 409 for the last administrator */
  delete(username: string, author: Author): Promise<void>;
  /**
   * Somebody changes their own password, which ends their other sessions. Guesses at the current one count as sign-ins.
   *
   * @throws AccessError 403 when `current` is wrong, 400 for a new password that will not do, 429 when locked out
   */
  changePassword(session: SessionPrincipal, passwords: PasswordChange, author: Author): Promise<void>;
  /** An administrator gives somebody a new password, which ends all their sessions. @throws AccessError 404, 400 */
  resetPassword(username: string, password: string | undefined, author: Author): Promise<AccountWithPassword>;
}

export interface NewAccount {
  readonly username: string;
  readonly role: Role;
  readonly password?: string | undefined;
}

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

export interface AccountsOptions {
  readonly users: Users;
  readonly throttle: LoginThrottle;
  readonly onEvent: (event: AccountEvent) => void;
  /** A user's password works no longer; the change is answered when this is done. */
  readonly onPasswordEnded: (username: string) => Promise<void>;
}

const listingOf = ({ username, role, createdAt, lastLoginAt }: User): AccountListing => ({
  username,
  role,
  createdAt,
  lastLoginAt: lastLoginAt ?? undefined,
});

const unknown = (username: string): AccessError => new AccessError('not_found', `There is no user '${username}'.`);

function refuseUserName(username: string, password: string): void {
  if (username.toLowerCase() === password.toLowerCase())
    throw new AccessError('bad_request', 'A password must not be the user name.');
}

/** The hash of the password that is given, or of one made up, which then is to be told. */
async function choose(username: string, given: string | undefined) {
  if (given !== undefined) refuseUserName(username, given);
  const password = given ?? randomPassword();
  return { passwordHash: await hashPassword(password), told: given === undefined ? password : undefined };
}

export function createAccounts({ users, throttle, onEvent, onPasswordEnded }: AccountsOptions): Accounts {
  return {
    list: async () => (await users.list()).map(listingOf),
    async create({ username, role, password }, author) {
      const { passwordHash, told } = await choose(username, password);
      const user = await users.create({ username, passwordHash, role });
      if (user === undefined) throw new AccessError('conflict', `There is a user '${username}' already.`);
      onEvent({ kind: 'created', username, role, ...author });
      return { account: listingOf(user), password: told };
    },
    async delete(name, author) {
      const user = await users.byName(name);
      const result = user === undefined ? 'absent' : await users.remove(user.username);
      if (user === undefined || result === 'absent') throw unknown(name);
      const { username } = user;
      if (result === 'last_admin') {
        throw new AccessError('conflict', `'${username}' is the last administrator.`, {
          hint: 'Make another one first.',
        });
      }
      onEvent({ kind: 'deleted', username, ...author });
      await onPasswordEnded(username);
    },
    async changePassword({ username, tokenHash }, { current, next }, author) {
      throttle.attempt(username, author.address);
      const user = await users.byName(username);
      if (user === undefined) throw unknown(username);
      if (!(await verifyPassword(user.passwordHash, current))) {
        onEvent({ kind: 'password_change_failed', username, ...author });
        throw new AccessError('forbidden', 'The current password is wrong.');
      }
      throttle.succeeded(username, author.address);
      refuseUserName(username, next);
      if (next === current) throw new AccessError('bad_request', 'The new password is the current one.');
      if (!(await users.replacePassword(user.id, await hashPassword(next), tokenHash))) throw unknown(username);
      onEvent({ kind: 'password_changed', username, ...author });
      await onPasswordEnded(username);
    },
    async resetPassword(username, password, author) {
      const user = await users.byName(username);
      if (user === undefined) throw unknown(username);
      const { passwordHash, told } = await choose(user.username, password);
      if (!(await users.replacePassword(user.id, passwordHash))) throw unknown(username);
      onEvent({ kind: 'password_reset', username: user.username, ...author });
      await onPasswordEnded(user.username);
      return { account: listingOf(user), password: told };
    },
  };
}
