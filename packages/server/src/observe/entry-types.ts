import { entryType, field as f } from '@heartwood/log';

/*
 * What the server says about itself. Security events carry the names of OWASP's Logging Vocabulary
 * (https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html), so that rules written for it apply. The library has types of
 * these names, `@heartwood/log/security`; those here differ in what they say – which key, which administrator, why – and in how bad it is:
 * a refused request is no reason to wake anybody, as every scanner makes some.
 */

export const serverStarted = entryType('server.started', {
  level: 'info',
  message: 'Heartwood {release} listens on {url}',
  description: 'The server is up: control data and spool are open, HTTP is served. The engine may still be starting.',
  fields: { release: f.string(), url: f.string(), startup_ms: f.duration(), engine: f.string(), control: f.string() },
});

export const serverStopped = entryType('server.stopped', {
  level: 'info',
  message: 'Heartwood is stopping',
  description: 'A clean end was asked for. What has been accepted stays in the spool and the engine.',
});

export const engineStateChanged = entryType('server.engine_state_changed', {
  level: 'warning',
  message: 'The engine is {state}',
  description:
    'The engine went away or came back. Entries are accepted all the while; queries answer 503 until it is ready.',
  fields: { state: f.string() },
});

export const backgroundFailed = entryType('server.background_failed', {
  level: 'error',
  message: 'A task in the background failed: {task}',
  description: 'Something that no request waits for went wrong. It is tried again at its next occasion.',
  fields: { task: f.string(), err: f.error() },
});

export const requestFailed = entryType('server.request_failed', {
  level: 'error',
  message: '{method} {route} failed unexpectedly',
  description: 'A request was answered 500. This is a fault of the server; the client was given the request id only.',
  fields: { method: f.string(), route: f.string(), request_id: f.standard(), err: f.error() },
});

export const loginSucceeded = entryType('authn_login_success', {
  level: 'info',
  stream: 'security',
  message: '{username} signed in',
  description: 'A person signed in with a password.',
  fields: { username: f.standard(), user_id: f.standard(), client_ip: f.standard() },
});

export const loginFailed = entryType('authn_login_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Sign-in of {username} failed',
  description: 'A wrong password, or a user name that does not exist.',
  fields: { username: f.standard(), client_ip: f.standard() },
});

export const loginLocked = entryType('authn_login_lock', {
  level: 'warning',
  stream: 'security',
  message: 'Sign-in of {username} from {client_ip} is locked out',
  description: 'Too many failures; further attempts are refused for the time of access.login_lockout.',
  fields: { username: f.standard(), client_ip: f.standard() },
});

export const tokenCreated = entryType('authn_token_created', {
  level: 'warning',
  stream: 'security',
  message: 'API key {key_id} was made by {created_by}',
  description: 'A new API key; its scopes say what it may do.',
  fields: {
    key_id: f.string({ class: 'internal' }),
    key_name: f.string({ class: 'internal' }),
    scopes: f.array(f.string()),
    created_by: f.string(),
    client_ip: f.standard(),
  },
});

export const tokenRevoked = entryType('authn_token_revoked', {
  level: 'warning',
  stream: 'security',
  message: 'API key {key_id} was revoked by {revoked_by}',
  description: 'The key is refused from now on.',
  fields: { key_id: f.string({ class: 'internal' }), revoked_by: f.string(), client_ip: f.standard() },
});

export const passwordChanged = entryType('authn_password_change', {
  level: 'info',
  stream: 'security',
  message: 'The password of {account} was changed by {changed_by}',
  description:
    'By the user, who knew the old one, or by an administrator. Other sessions of the user have ended with it.',
  fields: { account: f.object('user'), changed_by: f.string(), client_ip: f.standard() },
});

export const passwordChangeFailed = entryType('authn_password_change_fail', {
  level: 'critical',
  stream: 'security',
  message: '{account} could not change the password: the current one was wrong',
  description:
    'Somebody who is signed in does not know the password: perhaps a browser was left alone, or a session stolen.',
  fields: { account: f.object('user'), client_ip: f.standard() },
});

export const userCreated = entryType('user_created', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} was made by {created_by}',
  description: 'Somebody else may sign in from now on.',
  fields: { account: f.object('user'), role: f.string(), created_by: f.string(), client_ip: f.standard() },
});

export const userUpdated = entryType('user_updated', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} was changed by {updated_by}',
  description: 'An administrator changed something about a user; `attributes` says what, not to which value.',
  fields: {
    account: f.object('user'),
    attributes: f.array(f.string()),
    updated_by: f.string(),
    client_ip: f.standard(),
  },
});

export const userDeleted = entryType('user_deleted', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} was deleted by {deleted_by}',
  description: 'The user may no longer sign in; sessions have ended. API keys that the user made stay.',
  fields: { account: f.object('user'), deleted_by: f.string(), client_ip: f.standard() },
});

export const accessRefused = entryType('authz_fail', {
  level: 'warning',
  stream: 'security',
  message: '{method} {path} was refused: {reason}',
  description:
    'A request without a valid key or session, or with one that may not do this. Told once a minute for the same address and reason; `repeated` counts the ones in between.',
  fields: {
    method: f.string(),
    path: f.string(),
    reason: f.string(),
    principal: f.string({ optional: true }),
    client_ip: f.standard(),
    repeated: f.integer(),
  },
});
