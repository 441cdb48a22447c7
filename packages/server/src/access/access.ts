import { type ControlDatabase, createApiKeys, createSessions, createUsers } from '../control/index.js';
import { type AccountEvent, type Accounts, createAccounts } from './accounts.js';
import { createGuards, type Guards, type Refusal } from './guard.js';
import { createKeys, type Keys } from './keys.js';
import { createLogin, type Login, type LoginEvent } from './login.js';
import { createSignedIn, type SignedIn } from './signed-in.js';
import { createLoginThrottle } from './throttle.js';

export interface AccessOptions {
  readonly database: ControlDatabase;
  /** Unix milliseconds; default: the clock. */
  readonly now?: () => number;
  /** Sessions, ms. */
  readonly sessionLifetime: number;
  readonly sessionMaxLifetime: number;
  readonly loginAttempts: number;
  /** Milliseconds. */
  readonly loginLockout: number;
  readonly onLogin: (event: LoginEvent) => void;
  readonly onAccount: (event: AccountEvent) => void;
  /** A user's password works no longer; the change is answered when this is done. */
  readonly onPasswordEnded: (username: string) => Promise<void>;
  readonly onRefused: (refusal: Refusal) => void;
  /** Something in the background failed that no request waits for. */
  readonly onError: (error: unknown) => void;
}

/** Who may do what: everything that decides it, over one control database. */
export interface Access extends Guards {
  readonly keys: Keys;
  readonly signedIn: SignedIn;
  readonly login: Login;
  readonly accounts: Accounts;
}

export async function createAccess(options: AccessOptions): Promise<Access> {
  const now = options.now ?? Date.now;
  const keys = createKeys({ stored: createApiKeys(options.database), now, onError: options.onError });
  const signedIn = createSignedIn({
    stored: createSessions(options.database),
    now,
    lifetime: options.sessionLifetime,
    maxLifetime: options.sessionMaxLifetime,
  });
  const throttle = createLoginThrottle({ attempts: options.loginAttempts, lockout: options.loginLockout, now });
  const users = createUsers(options.database);
  const login = await createLogin({ users, throttle, now, onEvent: options.onLogin });
  const accounts = createAccounts({
    users,
    throttle,
    onEvent: options.onAccount,
    onPasswordEnded: options.onPasswordEnded,
  });
  return { keys, signedIn, login, accounts, ...createGuards({ keys, signedIn, onRefused: options.onRefused }) };
}
