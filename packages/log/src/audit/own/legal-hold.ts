// Legal holds.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Entries are kept beyond their retention for a legal reason. */
export const legalHoldPlaced = entryType('legal_hold_placed', {
  level: 'warning',
  stream: 'audit',
  message: 'Legal hold {hold} placed',
  description: 'Entries are kept beyond their retention for a legal reason.',
  fields: {
    user_id: f.standard({ optional: true }),
    hold: f.string(),
    scope: f.string(),
  },
});

/** A legal hold ended. */
export const legalHoldReleased = entryType('legal_hold_released', {
  level: 'warning',
  stream: 'audit',
  message: 'Legal hold {hold} released',
  description: 'A legal hold ended.',
  fields: {
    user_id: f.standard({ optional: true }),
    hold: f.string(),
    scope: f.string({ optional: true }),
  },
});
