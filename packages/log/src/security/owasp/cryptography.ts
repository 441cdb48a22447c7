// Cryptography events (crypt): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Something could not be decrypted. */
export const cryptDecryptFail = entryType('crypt_decrypt_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Decryption failed',
  description: 'Something could not be decrypted.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** Something could not be encrypted. */
export const cryptEncryptFail = entryType('crypt_encrypt_fail', {
  level: 'warning',
  stream: 'security',
  message: 'Encryption failed',
  description: 'Something could not be encrypted.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
