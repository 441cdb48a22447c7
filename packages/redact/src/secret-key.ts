import { nameWords } from './name-words.js';

/** Whether the value under this name must never be written. */
export type SecretKeyTest = (name: string) => boolean;

/** Single words that make a name secret. Exact words, never substrings: `monkey` and `author` are not hit. */
export const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...['password', 'passwords', 'passwd', 'pwd', 'passphrase', 'passcode'],
  ...['secret', 'secrets', 'token', 'credential', 'credentials', 'bearer', 'jwt', 'otp'],
  ...['authorization', 'cookie', 'cookies', 'setcookie'],
  ...['apikey', 'privatekey', 'secretkey', 'accesskey', 'accesstoken', 'refreshtoken', 'authtoken', 'clientsecret'],
  ...['cvv', 'cvc', 'csc', 'pin', 'ssn', 'iban', 'cardnumber', 'creditcard'],
]);

/** Two neighbouring words that together make a name secret. */
export const SECRET_PAIRS: ReadonlySet<string> = new Set([
  ...['api key', 'private key', 'secret key', 'access key', 'encryption key', 'signing key', 'license key'],
  ...['card number', 'credit card', 'security code', 'pass word', 'pass phrase'],
]);

/**
 * A name that ends in one of these tells something about a secret without holding it: `token_count`, `passwordChangedAt`,
 * `cookie_consent`, `token_type`.
 */
export const DESCRIBING_WORDS: ReadonlySet<string> = new Set([
  ...['count', 'counts', 'length', 'size', 'limit', 'budget', 'usage', 'type', 'kind', 'status', 'state'],
  ...['at', 'age', 'ttl', 'expires', 'expiry', 'expiration', 'policy', 'strength', 'consent'],
  ...['enabled', 'required', 'changed', 'valid', 'present', 'attempts', 'failures'],
]);

/** Tokens that mark a place in a list and open nothing: `nextPageToken`, `NextToken`, `resume_token`, `continuation-token`. */
export const PLACE_PAIRS: ReadonlySet<string> = new Set(
  ['page', 'pagination', 'next', 'resume', 'continuation', 'sync'].map((word) => `${word} token`),
);

/**
 * Whether a field, header or parameter of this name holds a secret, by its exact words after splitting camelCase,
 * snake_case and kebab-case.
 *
 * @example isSecretKey('X-Api-Key')     // true
 * @example isSecretKey('clientSecret')  // true
 * @example isSecretKey('monkey')        // false
 * @example isSecretKey('token_count')   // false: it describes a token
 */
export function isSecretKey(name: string): boolean {
  const words = nameWords(name);
  const last = words.at(-1);
  if (last === undefined || (words.length > 1 && DESCRIBING_WORDS.has(last))) return false;
  if (PLACE_PAIRS.has(`${words.at(-2)} ${last}`) || isIdempotencyToken(words)) return false;
  return words.some((word, index) => SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${word} ${words[index + 1]}`));
}

/** `ClientRequestToken` of AWS: the client's own word for one call, so that repeating it does nothing twice. */
const isIdempotencyToken = (words: readonly string[]): boolean => words.slice(-3).join(' ') === 'client request token';

/**
 * `isSecretKey` with a memory of the names it has seen, for hot paths. The memory is bounded, because names may come from
 * outside: when it is full it starts afresh.
 *
 * @param options.maxNames names remembered; default 2,000
 * @param options.keys more names that are secret, by their words in this order: `case_ref` is also `caseRef` and `old-case-ref`; default none
 */
export function rememberingSecretKeyTest(options: { maxNames?: number; keys?: readonly string[] } = {}): SecretKeyTest {
  const { maxNames = 2_000, keys = [] } = options;
  const own = keys.map((key) => ` ${nameWords(key).join(' ')} `).filter((words) => words.trim() !== '');
  const isOwn = (name: string): boolean => {
    const words = ` ${nameWords(name).join(' ')} `;
    return own.some((key) => words.includes(key));
  };
  const known = new Map<string, boolean>();
  return (name) => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const secret = isSecretKey(name) || (own.length > 0 && isOwn(name));
    if (known.size >= maxNames) known.clear();
    known.set(name, secret);
    return secret;
  };
}
