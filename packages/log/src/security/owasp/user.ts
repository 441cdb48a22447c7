// User management events (user): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A user was created. */
export const userCreated = entryType('user_created', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} created',
  description: 'A user was created.',
  fields: {
    user_id: f.standard({ optional: true }),
    account: f.object('user', { description: 'Id of the user concerned.' }),
    attributes: f.array(f.string(), { optional: true, description: 'Names of what was set, not the values.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user was updated. */
export const userUpdated = entryType('user_updated', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} updated',
  description: 'A user was updated.',
  fields: {
    user_id: f.standard({ optional: true }),
    account: f.object('user', { description: 'Id of the user concerned.' }),
    attributes: f.array(f.string(), { optional: true, description: 'Names of what was set, not the values.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user was archived. */
export const userArchived = entryType('user_archived', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} archived',
  description: 'A user was archived.',
  fields: {
    user_id: f.standard({ optional: true }),
    account: f.object('user', { description: 'Id of the user concerned.' }),
    attributes: f.array(f.string(), { optional: true, description: 'Names of what was set, not the values.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A user was deleted. */
export const userDeleted = entryType('user_deleted', {
  level: 'warning',
  stream: 'security',
  message: 'User {account} deleted',
  description: 'A user was deleted.',
  fields: {
    user_id: f.standard({ optional: true }),
    account: f.object('user', { description: 'Id of the user concerned.' }),
    attributes: f.array(f.string(), { optional: true, description: 'Names of what was set, not the values.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
