// Session events (session): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A session was created. */
export const sessionCreated = entryType('session_created', {
  level: 'info',
  stream: 'security',
  message: 'Session of {user_id} created',
  description: 'A session was created.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A session that was about to expire was prolonged. */
export const sessionRenewed = entryType('session_renewed', {
  level: 'info',
  stream: 'security',
  message: 'Session of {user_id} renewed',
  description: 'A session that was about to expire was prolonged.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A session expired. */
export const sessionExpired = entryType('session_expired', {
  level: 'info',
  stream: 'security',
  message: 'Session expired',
  description: 'A session expired.',
  fields: {
    user_id: f.standard({ optional: true }),
    expiry_reason: f.string({ optional: true, description: 'logout, timeout, revoked' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user signed out. */
export const sessionLogout = entryType('session_logout', {
  level: 'info',
  stream: 'security',
  message: 'User {user_id} signed out',
  description: 'A user signed out.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A session was used after it had expired. */
export const sessionUseAfterExpire = entryType('session_use_after_expire', {
  level: 'critical',
  stream: 'security',
  message: 'Expired session used',
  description: 'A session was used after it had expired.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
