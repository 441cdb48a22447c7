// Emergency access.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Someone took rights they do not normally have. */
export const breakGlassOpened = entryType('break_glass_opened', {
  level: 'critical',
  stream: 'security',
  message: '{user_id} took emergency access to {scope}',
  description: 'Someone took rights they do not normally have.',
  fields: {
    user_id: f.standard({ optional: true }),
    scope: f.string(),
    until: f.date({ optional: true }),
  },
});

/** Emergency access ended. */
export const breakGlassClosed = entryType('break_glass_closed', {
  level: 'warning',
  stream: 'security',
  message: 'Emergency access of {user_id} to {scope} ended',
  description: 'Emergency access ended.',
  fields: {
    user_id: f.standard({ optional: true }),
    scope: f.string(),
  },
});
