// Input validation events (input): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Input failed the validation of the server. */
export const inputValidationFail = entryType('input_validation_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Input {input} refused',
  description: 'Input failed the validation of the server.',
  fields: {
    user_id: f.standard({ optional: true }),
    input: f.string({ description: 'Name of the field, not its value.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Input from a fixed list of choices had another value: the client was manipulated. */
export const inputValidationDiscreteFail = entryType('input_validation_discrete_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Input {input} is none of the choices',
  description: 'Input from a fixed list of choices had another value: the client was manipulated.',
  fields: {
    user_id: f.standard({ optional: true }),
    input: f.string({ description: 'Name of the field, not its value.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
