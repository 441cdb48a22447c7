// Malicious behaviour events (malicious): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Someone looks for what may be there. */
export const maliciousExcess404 = entryType('malicious_excess_404', {
  level: 'warning',
  stream: 'security',
  message: 'Many requests for what is not there',
  description: 'Someone looks for what may be there.',
  fields: {
    user_id: f.standard({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Input the interface does not have was sent. */
export const maliciousExtraneous = entryType('malicious_extraneous', {
  level: 'critical',
  stream: 'security',
  message: 'Unexpected input {input}',
  description: 'Input the interface does not have was sent.',
  fields: {
    user_id: f.standard({ optional: true }),
    input: f.string({ description: 'Name of the field, not its value.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** The signature of an attack tool was recognised. */
export const maliciousAttackTool = entryType('malicious_attack_tool', {
  level: 'critical',
  stream: 'security',
  message: 'Attack tool {tool} recognised',
  description: 'The signature of an attack tool was recognised.',
  fields: {
    user_id: f.standard({ optional: true }),
    tool: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Input looks like SQL injection. */
export const maliciousSqli = entryType('malicious_sqli', {
  level: 'warning',
  stream: 'security',
  message: 'SQL injection tried on {input}',
  description: 'Input looks like SQL injection.',
  fields: {
    user_id: f.standard({ optional: true }),
    input: f.string({ description: 'Name of the field, not its value.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A cross-origin request that is not allowed. */
export const maliciousCors = entryType('malicious_cors', {
  level: 'critical',
  stream: 'security',
  message: 'Illegal cross-origin request from {origin}',
  description: 'A cross-origin request that is not allowed.',
  fields: {
    user_id: f.standard({ optional: true }),
    origin: f.string(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** An object was addressed directly by someone it does not belong to. */
export const maliciousDirectReference = entryType('malicious_direct_reference', {
  level: 'critical',
  stream: 'security',
  message: '{resource} was addressed directly',
  description: 'An object was addressed directly by someone it does not belong to.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A request lacks the proof that our own page sent it. */
export const maliciousCsrf = entryType('malicious_csrf', {
  level: 'warning',
  stream: 'security',
  message: 'Forged request',
  description: 'A request lacks the proof that our own page sent it.',
  fields: {
    user_id: f.standard({ optional: true }),
    origin: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A browser reported a violation of the content security policy. */
export const maliciousCspViolation = entryType('malicious_csp_violation', {
  level: 'warning',
  stream: 'security',
  message: 'Content security policy violated: {directive}',
  description: 'A browser reported a violation of the content security policy.',
  fields: {
    user_id: f.standard({ optional: true }),
    directive: f.string(),
    blocked_uri: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
