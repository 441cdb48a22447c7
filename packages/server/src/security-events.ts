import type { Logger } from '@heartwood/log';
import type { AccountEvent, LoginEvent, Refusal } from './access/index.js';
import type { KeyEvent } from './api/index.js';
import { createRepetition, entryTypes, type Metrics } from './observe/index.js';

/** Where the parts that decide about access tell what they decided: into the security log and the metrics. */
export interface SecurityEvents {
  readonly onLogin: (event: LoginEvent) => void;
  readonly onAccount: (event: AccountEvent) => void;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onKey: (event: KeyEvent) => void;
}

/** A scanner without a key must not fill the store: the same refusal of the same address is told once a minute. */
const REFUSAL_EVERY = 60_000;

export function createSecurityEvents(log: Logger, metrics: Metrics): SecurityEvents {
  const repetition = createRepetition(REFUSAL_EVERY);
  return {
    onLogin(event) {
      const client_ip = event.address;
      if (event.kind === 'succeeded') {
        metrics.loggedIn('success');
        log.emit(entryTypes.loginSucceeded, { username: event.user.username, user_id: event.user.id, client_ip });
      } else if (event.kind === 'failed') {
        metrics.loggedIn('failure');
        log.emit(entryTypes.loginFailed, { username: event.username, client_ip });
      } else {
        metrics.loggedIn('locked');
        log.emit(entryTypes.loginLocked, { username: event.username, client_ip });
      }
    },
    onAccount(event) {
      const { username: account, by, address: client_ip } = event;
      switch (event.kind) {
        case 'created':
          log.emit(entryTypes.userCreated, { account, role: event.role, created_by: by, client_ip });
          break;
        case 'deleted':
          log.emit(entryTypes.userDeleted, { account, deleted_by: by, client_ip });
          break;
        case 'password_change_failed':
          log.emit(entryTypes.passwordChangeFailed, { account, client_ip });
          break;
        case 'password_reset':
          log.emit(entryTypes.userUpdated, { account, attributes: ['password'], updated_by: by, client_ip });
          log.emit(entryTypes.passwordChanged, { account, changed_by: by, client_ip });
          break;
        case 'password_changed':
          log.emit(entryTypes.passwordChanged, { account, changed_by: by, client_ip });
      }
    },
    onRefused({ error, principal, address, method, path }) {
      metrics.refused(error.code);
      const repeated = repetition.pass(JSON.stringify([address, error.message]));
      if (repeated === undefined) return;
      log.emit(entryTypes.accessRefused, {
        method,
        path,
        reason: error.message,
        principal,
        client_ip: address,
        repeated,
      });
    },
    onKey(event) {
      const client_ip = event.address;
      if (event.kind === 'created') {
        const { keyId: key_id, name = '', scopes = [], by: created_by } = event;
        log.emit(entryTypes.tokenCreated, { key_id, key_name: name, scopes, created_by, client_ip });
      } else {
        log.emit(entryTypes.tokenRevoked, { key_id: event.keyId, revoked_by: event.by, client_ip });
      }
    },
  };
}
