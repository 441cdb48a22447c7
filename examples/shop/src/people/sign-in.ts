import type { Logger } from '@heartwood/log';
import { accountLocked, loginFailed, loginSucceeded } from '../entries/index.js';
import { type Account, maskEmail, passwordMatches } from './accounts.js';

/** Checks passwords and locks accounts. */
export interface SignIn {
  /** The account when address and password are right and the account is not locked. */
  attempt(email: string, password: string): Account | undefined;
}

export interface LockPolicy {
  /** Failures in a row after which an account is locked. */
  readonly failures: number;
  /** For how long, milliseconds. */
  readonly lockedFor: number;
}

export const DEFAULT_LOCK: LockPolicy = { failures: 5, lockedFor: 15 * 60_000 };

/** Addresses whose failures are remembered; an attacker who tries many must not fill the memory. */
const REMEMBERED = 10_000;

export function createSignIn(log: Logger, accounts: readonly Account[], policy: LockPolicy = DEFAULT_LOCK): SignIn {
  const byEmail = new Map(accounts.map((account) => [account.email, account]));
  const failures = new Map<string, number>();
  const locked = new Map<string, number>();

  const fail = (email: string, password: string, account: Account | undefined): undefined => {
    const count = (failures.get(email) ?? 0) + 1;
    if (failures.size >= REMEMBERED) failures.clear();
    failures.set(email, count);
    const reason = account ? 'wrong password' : 'unknown address';
    log.emit(loginFailed, { reason, email: maskEmail(email), failures: count, password });
    if (account && count >= policy.failures) {
      const until = Date.now() + policy.lockedFor;
      locked.set(email, until);
      failures.delete(email);
      log.emit(accountLocked, { user: account.id, email: maskEmail(email), failures: count, locked_until: until });
    }
    return undefined;
  };
  return {
    attempt(email, password) {
      const account = byEmail.get(email);
      if ((locked.get(email) ?? 0) > Date.now()) {
        log.emit(loginFailed, {
          reason: 'account locked',
          email: maskEmail(email),
          failures: policy.failures,
          password,
        });
        return undefined;
      }
      if (!account || !passwordMatches(account, password)) return fail(email, password, account);
      log.emit(loginSucceeded, {
        user: account.id,
        email: maskEmail(email),
        failures_before: failures.get(email) ?? 0,
      });
      failures.delete(email);
      return account;
    },
  };
}
