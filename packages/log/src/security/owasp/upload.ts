// File upload events (upload): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { atLevel, entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** An upload has arrived. */
export const uploadComplete = entryType('upload_complete', {
  level: 'info',
  stream: 'security',
  message: 'Upload {file} complete',
  description: 'An upload has arrived.',
  fields: {
    user_id: f.standard({ optional: true }),
    file: f.string(),
    media_type: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An upload was moved to its place. */
export const uploadStored = entryType('upload_stored', {
  level: 'info',
  stream: 'security',
  message: 'Upload {file} stored as {to}',
  description: 'An upload was moved to its place.',
  fields: {
    user_id: f.standard({ optional: true }),
    file: f.string(),
    from: f.string({ optional: true }),
    to: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An upload was checked. For a failed check use `uploadValidationFailed`. */
export const uploadValidation = entryType('upload_validation', {
  level: 'info',
  stream: 'security',
  message: 'Upload {file}: {check} {verdict}',
  description: 'An upload was checked. For a failed check use `uploadValidationFailed`.',
  fields: {
    user_id: f.standard({ optional: true }),
    file: f.string(),
    check: f.string({ description: 'virusscan, imagemagick, …' }),
    verdict: f.enum(['passed', 'incomplete', 'failed']),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An upload was deleted. */
export const uploadDelete = entryType('upload_delete', {
  level: 'info',
  stream: 'security',
  message: 'Upload {file} deleted',
  description: 'An upload was deleted.',
  fields: {
    user_id: f.standard({ optional: true }),
    file: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** The same for an upload that failed its check. */
export const uploadValidationFailed = atLevel(uploadValidation, 'critical');
