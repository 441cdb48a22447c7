import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { fromBase32, toBase32 } from './base32.js';
import { encryptKeyOf, type KeyText } from './key.js';

/** The form of an encrypted value: `enc1.<key id>.<base32 of salt ‖ nonce ‖ ciphertext ‖ tag>`. */
const FORM = /^enc1\.([0-9a-f]{8})\.([a-z2-7]+)$/;

const SALT = 16;
const NONCE = 12;
const TAG = 16;

/** Values under one derived key. Random nonces are safe for 2^32 of them (NIST SP 800-38D, section 8.3); this stays far below. */
const VALUES_PER_SALT = 2 ** 30;

/** Why a text could not be decrypted. */
export type DecryptErrorCode = 'not-encrypted' | 'unknown-key' | 'damaged';

/** {@link decryptField} cannot give the value back. */
export class DecryptError extends Error {
  override readonly name = 'DecryptError';
  readonly code: DecryptErrorCode;

  constructor(code: DecryptErrorCode, problem: string) {
    super(problem);
    this.code = code;
  }
}

/** Names a key without telling anything about it: the first 32 bits of its SHA-256 under a label of its own. */
const keyIdOf = (key: Uint8Array): string =>
  createHash('sha256').update('heartwood/key-id/v1\0').update(key).digest('hex').slice(0, 8);

const derived = (key: Uint8Array, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, salt, 'heartwood/field/v1', 32));

/**
 * Encrypts texts with AES-256-GCM. The key given is never used itself: each process derives its own from it (HKDF-SHA-256, random salt), so
 * that no number of processes wears it out. Form and key id are authenticated with the value.
 *
 * @param key 32 bytes
 */
export function encrypter(key: Uint8Array): (text: string) => string {
  const head = `enc1.${keyIdOf(key)}.`;
  const aad = Buffer.from(head);
  let salt = randomBytes(SALT);
  let cipherKey = derived(key, salt);
  let left = VALUES_PER_SALT;
  return (text) => {
    if (left-- === 0) {
      salt = randomBytes(SALT);
      cipherKey = derived(key, salt);
      left = VALUES_PER_SALT;
    }
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(aad);
    const sealed = [salt, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return head + toBase32(Buffer.concat(sealed));
  };
}

/**
 * Gives back the value of a field that was declared with `strategy: 'encrypt'`. A value that was no string comes back as its JSON.
 *
 * @param text the field as it stands in the log: `enc1.…`
 * @param keys the key the logger had (`LOG_ENCRYPT_KEY`), or several when it has been changed since; the text says which it needs
 * @throws {DecryptError} `not-encrypted`, `unknown-key`, or `damaged` when the text was changed
 * @throws {FieldKeyError} when one of the keys is no key
 *
 * @example decryptField(entry.email, [currentKey, lastYearsKey]) // 'kim@shop.example'
 */
export function decryptField(text: string, keys: KeyText | readonly KeyText[]): string {
  const [, keyId, body = ''] = FORM.exec(text) ?? [];
  const bytes = fromBase32(body);
  if (keyId === undefined || bytes.length < SALT + NONCE + TAG) {
    throw new DecryptError('not-encrypted', 'the text is no encrypted field: those begin with enc1.');
  }
  const given = typeof keys === 'string' || keys instanceof Uint8Array ? [keys] : keys;
  const key = given.map(encryptKeyOf).find((one) => keyIdOf(one) === keyId);
  if (key === undefined) {
    throw new DecryptError(
      'unknown-key',
      `the field was encrypted with the key ${keyId}, which is not among those given`,
    );
  }
  const nonceAt = SALT;
  const textAt = nonceAt + NONCE;
  const tagAt = bytes.length - TAG;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    derived(key, bytes.subarray(0, SALT)),
    bytes.subarray(nonceAt, textAt),
  )
    .setAAD(Buffer.from(`enc1.${keyId}.`))
    .setAuthTag(bytes.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(textAt, tagAt)), decipher.final()]).toString('utf8');
  } catch {
    throw new DecryptError('damaged', 'the encrypted field was changed since it was written');
  }
}
