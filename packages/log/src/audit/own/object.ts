// The life of business objects; give `before` and `after` to `log.audit`.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A business object was created. */
export const objectCreated = entryType('object_created', {
  level: 'info',
  stream: 'audit',
  message: '{object_type} {object_id} created',
  description: 'A business object was created.',
  fields: {
    object_type: f.standard(),
    object_id: f.standard(),
    user_id: f.standard({ optional: true }),
  },
});

/** A business object was updated. */
export const objectUpdated = entryType('object_updated', {
  level: 'info',
  stream: 'audit',
  message: '{object_type} {object_id} updated',
  description: 'A business object was updated.',
  fields: {
    object_type: f.standard(),
    object_id: f.standard(),
    user_id: f.standard({ optional: true }),
  },
});

/** A business object was deleted. */
export const objectDeleted = entryType('object_deleted', {
  level: 'info',
  stream: 'audit',
  message: '{object_type} {object_id} deleted',
  description: 'A business object was deleted.',
  fields: {
    object_type: f.standard(),
    object_id: f.standard(),
    user_id: f.standard({ optional: true }),
  },
});
