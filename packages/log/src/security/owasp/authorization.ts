// Authorization events (authz): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Someone tried what they may not do. */
export const authzFail = entryType('authz_fail', {
  level: 'critical',
  stream: 'security',
  message: 'Access to {resource} refused',
  description: 'Someone tried what they may not do.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** The role or rights of a user changed. */
export const authzChange = entryType('authz_change', {
  level: 'warning',
  stream: 'security',
  message: 'Rights of {user_id} changed from {from} to {to}',
  description: 'The role or rights of a user changed.',
  fields: {
    user_id: f.standard({ optional: true }),
    from: f.string(),
    to: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An action only administrators can take. */
export const authzAdmin = entryType('authz_admin', {
  level: 'warning',
  stream: 'security',
  message: 'Administrator {user_id}: {operation}',
  description: 'An action only administrators can take.',
  fields: {
    user_id: f.standard({ optional: true }),
    operation: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
