/** A key as it is given: bytes, or text. */
export type KeyText = string | Uint8Array;

/** The keys of a logger's fields. */
export interface FieldKeys {
  /**
   * For `strategy: 'tokenise'`: at least 16 bytes, or a text of at least 16 characters; whoever has it can test guesses. The same key in every
   * service gives the same tokens. `LOG_TOKENISE_KEY`.
   */
  readonly tokenise?: KeyText;
  /** For `strategy: 'encrypt'`: 32 bytes, or those as 64 hexadecimal digits or base64. `LOG_ENCRYPT_KEY`. */
  readonly encrypt?: KeyText;
}

/** A key cannot be used. The message never contains it. */
export class FieldKeyError extends Error {
  override readonly name = 'FieldKeyError';
}

const MIN_TOKENISE_BYTES = 16;
const ENCRYPT_BYTES = 32;

/** @throws {FieldKeyError} when it is too short */
export function tokeniseKeyOf(key: KeyText): Uint8Array {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key;
  checkBytes('tokenise', bytes);
  if (bytes.length >= MIN_TOKENISE_BYTES) return bytes;
  throw new FieldKeyError(
    `the key for tokenise has ${bytes.length} bytes; give at least ${MIN_TOKENISE_BYTES} random ones, as from 'openssl rand -hex 32'`,
  );
}

/** @throws {FieldKeyError} when it is not 32 bytes */
export function encryptKeyOf(key: KeyText): Uint8Array {
  const bytes = typeof key === 'string' ? bytesOf(key.trim()) : key;
  if (bytes !== undefined) checkBytes('encrypt', bytes);
  if (bytes?.length === ENCRYPT_BYTES) return bytes;
  throw new FieldKeyError(
    `the key for encrypt is not ${ENCRYPT_BYTES} bytes as 64 hexadecimal digits or base64; make one with 'openssl rand -hex 32'`,
  );
}

/** What the type system says, for those who write JavaScript. */
function checkBytes(name: keyof FieldKeys, bytes: unknown): void {
  if (!(bytes instanceof Uint8Array)) throw new FieldKeyError(`the key for ${name} is neither a text nor bytes`);
}

function bytesOf(text: string): Uint8Array | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
