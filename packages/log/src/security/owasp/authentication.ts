// Authentication events (authn): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A user signed in. */
export const authnLoginSuccess = entryType('authn_login_success', {
  level: 'info',
  stream: 'security',
  message: 'User {user_id} signed in',
  description: 'A user signed in.',
  fields: {
    user_id: f.standard({ optional: true }),
    username: f.standard({ optional: true, description: 'What was typed, when no user was found.' }),
    method: f.string({ optional: true, description: 'password, passkey, sso, totp, …' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user signed in after failing before. */
export const authnLoginSuccessafterfail = entryType('authn_login_successafterfail', {
  level: 'info',
  stream: 'security',
  message: 'User {user_id} signed in after {retries} failed attempts',
  description: 'A user signed in after failing before.',
  fields: {
    user_id: f.standard({ optional: true }),
    username: f.standard({ optional: true, description: 'What was typed, when no user was found.' }),
    retries: f.integer(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A sign-in failed: wrong password, unknown user, wrong second factor. */
export const authnLoginFail = entryType('authn_login_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Sign-in failed',
  description: 'A sign-in failed: wrong password, unknown user, wrong second factor.',
  fields: {
    user_id: f.standard({ optional: true }),
    username: f.standard({ optional: true, description: 'What was typed, when no user was found.' }),
    method: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** The limit of failed sign-ins was reached. */
export const authnLoginFailMax = entryType('authn_login_fail_max', {
  level: 'warning',
  stream: 'security',
  message: 'Sign-in failed as often as allowed ({max})',
  description: 'The limit of failed sign-ins was reached.',
  fields: {
    user_id: f.standard({ optional: true }),
    username: f.standard({ optional: true, description: 'What was typed, when no user was found.' }),
    max: f.integer(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An account was locked. */
export const authnLoginLock = entryType('authn_login_lock', {
  level: 'warning',
  stream: 'security',
  message: 'Account locked',
  description: 'An account was locked.',
  fields: {
    user_id: f.standard({ optional: true }),
    username: f.standard({ optional: true, description: 'What was typed, when no user was found.' }),
    lock_reason: f.string({ optional: true, description: 'maxretries, suspicious, customer, other' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A password was changed. */
export const authnPasswordChange = entryType('authn_password_change', {
  level: 'info',
  stream: 'security',
  message: 'User {user_id} changed the password',
  description: 'A password was changed.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A password change failed: a sign of an account being taken over. */
export const authnPasswordChangeFail = entryType('authn_password_change_fail', {
  level: 'critical',
  stream: 'security',
  message: 'Password change failed',
  description: 'A password change failed: a sign of an account being taken over.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user appeared in two places no one can travel between in the time. */
export const authnImpossibleTravel = entryType('authn_impossible_travel', {
  level: 'warning',
  stream: 'security',
  message: 'User {user_id} was in {region_before} and then in {region_now}',
  description: 'A user appeared in two places no one can travel between in the time.',
  fields: {
    user_id: f.standard({ optional: true }),
    region_before: f.string(),
    region_now: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A token for a service or an API was created. */
export const authnTokenCreated = entryType('authn_token_created', {
  level: 'info',
  stream: 'security',
  message: 'Token created for {user_id}',
  description: 'A token for a service or an API was created.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string({ optional: true, description: 'Id of the token or key, never the token itself.' }),
    entitlements: f.array(f.string(), { optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A token was revoked. */
export const authnTokenRevoked = entryType('authn_token_revoked', {
  level: 'info',
  stream: 'security',
  message: 'Token of {user_id} revoked',
  description: 'A token was revoked.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string({ optional: true, description: 'Id of the token or key, never the token itself.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A token that had been revoked was used: someone else may hold it. */
export const authnTokenReuse = entryType('authn_token_reuse', {
  level: 'critical',
  stream: 'security',
  message: 'Revoked token used again',
  description: 'A token that had been revoked was used: someone else may hold it.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string({ optional: true, description: 'Id of the token or key, never the token itself.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A token was deleted. */
export const authnTokenDelete = entryType('authn_token_delete', {
  level: 'warning',
  stream: 'security',
  message: 'Token deleted',
  description: 'A token was deleted.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string({ optional: true, description: 'Id of the token or key, never the token itself.' }),
    application: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
