import type { User, Users } from '../control/index.js';
import { AccessError } from './access-error.js';
import { hashPassword, verifyPassword } from './password.js';
import type { LoginThrottle } from './throttle.js';

/** What happened at the door; goes to the security log under OWASP's names. */
export type LoginEvent =
  | { readonly kind: 'succeeded'; readonly user: User; readonly address: string }
  | { readonly kind: 'failed'; readonly username: string; readonly address: string }
  | { readonly kind: 'locked'; readonly username: string; readonly address: string };

export interface LoginOptions {
  readonly users: Users;
  readonly throttle: LoginThrottle;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly onEvent: (event: LoginEvent) => void;
}

/** Checks a user name and a password. */
export type Login = (username: string, password: string, address: string) => Promise<User>;

/**
 * An unknown name costs the same hash as a wrong password and gives the same answer, so neither tells whether the name exists.
 *
 * @throws AccessError 401 for a wrong name or password, 429 when locked out
 */
export async function createLogin({ users, throttle, now, onEvent }: LoginOptions): Promise<Login> {
  const nobody = await hashPassword('nobody has this password');
  return async (username, password, address) => {
    const { last } = throttle.attempt(username, address);
    const user = await users.byName(username);
    const right = await verifyPassword(user?.passwordHash ?? nobody, password);
    if (!right || user === undefined) {
      onEvent({ kind: 'failed', username, address });
      if (last) onEvent({ kind: 'locked', username, address });
      throw new AccessError('unauthenticated', 'User name or password is wrong.');
    }
    throttle.succeeded(username, address);
    await users.loggedIn(user.id, new Date(now()));
    onEvent({ kind: 'succeeded', user, address });
    return user;
  };
}
