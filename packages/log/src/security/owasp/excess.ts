// Excessive use events (excess): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** A rate limit was exceeded. */
export const excessRateLimitExceeded = entryType('excess_rate_limit_exceeded', {
  level: 'warning',
  stream: 'security',
  message: 'Limit of {max} exceeded',
  description: 'A rate limit was exceeded.',
  fields: {
    user_id: f.standard({ optional: true }),
    max: f.integer(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** More sessions than allowed. */
export const excessSessionsExceeded = entryType('excess_sessions_exceeded', {
  level: 'warning',
  stream: 'security',
  message: 'User {user_id} has more than {max} sessions',
  description: 'More sessions than allowed.',
  fields: {
    user_id: f.standard({ optional: true }),
    max: f.integer(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
