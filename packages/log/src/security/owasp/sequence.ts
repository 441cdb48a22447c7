// Sequence events (sequence): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** The steps of a process came out of order: its logic is being circumvented. */
export const sequenceFail = entryType('sequence_fail', {
  level: 'critical',
  stream: 'security',
  message: 'A step of {process} was left out',
  description: 'The steps of a process came out of order: its logic is being circumvented.',
  fields: {
    user_id: f.standard({ optional: true }),
    process: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
