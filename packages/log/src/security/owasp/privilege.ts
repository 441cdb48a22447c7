// Privilege events (privilege): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** The permissions of an object changed. */
export const privilegePermissionsChanged = entryType('privilege_permissions_changed', {
  level: 'warning',
  stream: 'security',
  message: 'Permissions of {resource} changed from {from} to {to}',
  description: 'The permissions of an object changed.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    from: f.string(),
    to: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
