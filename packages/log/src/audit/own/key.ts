// Keys.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** An encryption or API key was created. */
export const keyCreated = entryType('key_created', {
  level: 'info',
  stream: 'audit',
  message: 'Key {key_id} created',
  description: 'An encryption or API key was created.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string(),
    purpose: f.string({ optional: true }),
  },
});

/** A key was replaced by a new one. */
export const keyRotated = entryType('key_rotated', {
  level: 'info',
  stream: 'audit',
  message: 'Key {key_id} rotated',
  description: 'A key was replaced by a new one.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string(),
    purpose: f.string({ optional: true }),
  },
});

/** A key was destroyed; what it had encrypted can no longer be read. */
export const keyDestroyed = entryType('key_destroyed', {
  level: 'warning',
  stream: 'audit',
  message: 'Key {key_id} destroyed',
  description: 'A key was destroyed; what it had encrypted can no longer be read.',
  fields: {
    user_id: f.standard({ optional: true }),
    key_id: f.string(),
    purpose: f.string({ optional: true }),
  },
});
