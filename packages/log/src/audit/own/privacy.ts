// Rights of the people in the logs.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A person asked for erasure. */
export const privacyErasureRequested = entryType('privacy_erasure_requested', {
  level: 'info',
  stream: 'audit',
  message: 'Erasure of {subject} requested',
  description: 'A person asked for erasure.',
  fields: {
    user_id: f.standard({ optional: true }),
    subject: f.string(),
    request: f.string({ optional: true }),
  },
});

/** The keys of a person were destroyed. */
export const privacySubjectErased = entryType('privacy_subject_erased', {
  level: 'warning',
  stream: 'audit',
  message: 'Personal data of {subject} erased',
  description: 'The keys of a person were destroyed.',
  fields: {
    user_id: f.standard({ optional: true }),
    subject: f.string(),
    request: f.string({ optional: true }),
    keys: f.integer({ optional: true }),
  },
});

/** Personal data is kept but no longer used (GDPR, article 18). */
export const privacySubjectRestricted = entryType('privacy_subject_restricted', {
  level: 'warning',
  stream: 'audit',
  message: 'Processing of {subject} restricted',
  description: 'Personal data is kept but no longer used (GDPR, article 18).',
  fields: {
    user_id: f.standard({ optional: true }),
    subject: f.string(),
    request: f.string({ optional: true }),
  },
});

/** A person gave or withdrew consent. */
export const privacyConsentChanged = entryType('privacy_consent_changed', {
  level: 'info',
  stream: 'audit',
  message: 'Consent of {subject} to {purpose} is now {granted}',
  description: 'A person gave or withdrew consent.',
  fields: {
    user_id: f.standard({ optional: true }),
    subject: f.string(),
    purpose: f.string(),
    granted: f.boolean(),
  },
});
