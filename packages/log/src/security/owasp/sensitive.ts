// Sensitive data events (sensitive): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Sensitive data was created. */
export const sensitiveCreate = entryType('sensitive_create', {
  level: 'warning',
  stream: 'security',
  message: 'Sensitive data created: {resource}',
  description: 'Sensitive data was created.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Sensitive data was read. */
export const sensitiveRead = entryType('sensitive_read', {
  level: 'warning',
  stream: 'security',
  message: 'Sensitive data read: {resource}',
  description: 'Sensitive data was read.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Sensitive data was updated. */
export const sensitiveUpdate = entryType('sensitive_update', {
  level: 'warning',
  stream: 'security',
  message: 'Sensitive data updated: {resource}',
  description: 'Sensitive data was updated.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Sensitive data was deleted. */
export const sensitiveDelete = entryType('sensitive_delete', {
  level: 'warning',
  stream: 'security',
  message: 'Sensitive data deleted: {resource}',
  description: 'Sensitive data was deleted.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
