import { isWordAt } from '../scan/char-kind.js';
import { entropy } from '../scan/entropy.js';
import { isSecretKey } from '../secret-key.js';
import type { Span } from './email.js';
import { isPlaceholder } from './placeholder.js';
import { isSignatureName, urlSignatureAt } from './url-signature.js';

/** Longest name before the sign and longest value after it that are looked at, characters. */
const MAX_NAME = 48;
const MAX_VALUE = 512;

/** Entropy from which a value is taken for random when its name says that it is secret, bits per character. */
const RANDOM = 3.5;

/** What a sign between a name and a value gives away, by rule. */
export interface AssignedSecret extends Span {
  readonly rule: 'secret_assignment' | 'connection_string' | 'url_signature' | 'card_code';
}

/**
 * A secret assigned to a name that says so: `api_key=…`, `"clientSecret": "…"`, `?token=…`, `Password=…;` of a connection string,
 * `cvv: 123`. The name alone is not enough in free text: the value has to look random, or stand where only data stands.
 *
 * @param sign index of the `=` or `:`
 */
export function assignedAt(text: string, sign: number): AssignedSecret | undefined {
  const nameEnd = nameEndAt(text, sign);
  return endsLikeSecret(text, nameEnd) ? assignedTo(text, nameEnd, sign) : undefined;
}

/** The end of the name before a sign: before the quote that closes it, and before two spaces at most. */
function nameEndAt(text: string, sign: number): number {
  let end = sign;
  const before = sign > 0 ? text.charCodeAt(sign - 1) : 0;
  if (before === 0x22 || before === 0x27) {
    end--;
    if (text.charCodeAt(end - 1) === 0x5c) end--;
  }
  while (end > 0 && text.charCodeAt(end - 1) === 0x20 && sign - end < 3) end--;
  return end;
}

/** A secret assigned to the name that ends at `nameEnd`. */
function assignedTo(text: string, nameEnd: number, sign: number): AssignedSecret | undefined {
  if (isComparison(text, sign)) return undefined;
  const quoted = isQuote(text, sign - 1);
  const start = nameStart(text, nameEnd);
  if (start === nameEnd) return undefined;
  const name = text.slice(start, nameEnd);
  const value = valueAfter(text, sign + 1);
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  if (isSignatureName(name)) {
    const signature = urlSignatureAt(text, name, start, value.start);
    return signature === undefined ? undefined : { ...signature, rule: 'url_signature' };
  }
  if (CARD_CODE.test(name)) return /^\d{3,4}$/.test(content) ? { ...value, rule: 'card_code' } : undefined;
  if (!isSecretName(name) || isPlaceholder(content) || isNameItself(name, content)) return undefined;
  if (PASSWORD.test(name) && isConnectionString(text, start, sign) && isConnectionValue(text, name, content, value))
    return { ...value, rule: 'connection_string' };
  return isSecretValue(text, start, sign, name, content, quoted && value.quoted)
    ? { ...value, rule: 'secret_assignment' }
    : undefined;
}

/**
 * The signature of a signed URL that stands in another URL, whose `=` is `%3D`.
 *
 * @param sign index of the `%`
 */
export function encodedSignatureAt(text: string, sign: number): AssignedSecret | undefined {
  if (!endsLikeSecret(text, sign)) return undefined;
  const start = nameStart(text, sign);
  const name = text.slice(start, sign);
  const signature = isSignatureName(name) ? urlSignatureAt(text, name, start, sign + 3) : undefined;
  return signature === undefined ? undefined : { ...signature, rule: 'url_signature' };
}

/** Where the name that ends at `end` begins; behind an `&` that JSON or a URL has written as `\u0026` or `%26`. */
function nameStart(text: string, end: number): number {
  let start = end;
  const floor = Math.max(0, end - MAX_NAME);
  while (start > floor && (isWordAt(text, start - 1) || text.charCodeAt(start - 1) === 0x2d)) start--;
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before === 0x5c && text.startsWith('u0026', start)) return start + 5;
  if (before === 0x25 && /^[\dA-Fa-f]{2}/.test(text.slice(start, start + 2))) return Math.min(end, start + 2);
  return start;
}

/** `"api_key": "API_KEY"`. */
const isNameItself = (name: string, content: string): boolean =>
  name.length === content.length && name.toLowerCase() === content.toLowerCase();

/** `==`, `!=`, `<=`, `>=`, `=>`. */
const isComparison = (text: string, sign: number): boolean =>
  text.charCodeAt(sign) === 0x3d &&
  (text.charCodeAt(sign + 1) === 0x3d ||
    text.charCodeAt(sign + 1) === 0x3e ||
    '=!<>'.includes(text.charAt(sign - 1) || ' '));

const ANY = 255;

/**
 * How the names in question end: `token`, `password`, `api_key`. A cheap test that nearly all signs of a text do not pass: the last three
 * characters and, unless any will do, the one before them.
 */
const ENDINGS: Uint8Array = endings(
  'word ords sswd *pwd rase code cret rets oken kens tial ials arer *jwt *otp *key keys *cvv *cvc *csc cvv2 cvc2 ture *sig hmac',
);

/** At the last three characters, the one that has to stand before them; {@link ANY} for any. */
function endings(words: string): Uint8Array {
  const table = new Uint8Array(32 * 32 * 32);
  for (const word of words.split(' ')) table[endingAt(word, 4)] = word.startsWith('*') ? ANY : word.charCodeAt(0) & 31;
  return table;
}

/** Five bits of each character: capitals and small letters are the same. */
function endingAt(text: string, end: number): number {
  const last = text.charCodeAt(end - 1) & 31;
  return ((text.charCodeAt(end - 3) & 31) << 10) | ((text.charCodeAt(end - 2) & 31) << 5) | last;
}

function endsLikeSecret(text: string, end: number): boolean {
  if (end < 3) return false;
  const before = ENDINGS[endingAt(text, end)] ?? 0;
  return before !== 0 && (before === ANY || (end > 3 && (text.charCodeAt(end - 4) & 31) === before));
}

const CARD_CODE = /^(?:card[_-]?)?(?:cvv2?|cvc2?|csc|security[_-]?code)$/i;
const PASSWORD = /(?:^pwd|password|passwd|passphrase|accountkey|sharedaccesskey|account_key)$/i;

/** Names that have rules of their own are left to those: a card number is a card number under any name. */
const isSecretName = (name: string): boolean =>
  (isSecretKey(name) && !/iban|ssn|card/i.test(name)) || PASSWORD.test(name);

interface Value extends Span {
  readonly quoted: boolean;
}

/** The value after the sign: to the closing quote, or to the next white space or separator. */
function valueAfter(text: string, index: number): Value | undefined {
  let start = index;
  while (start - index < 3 && text.charCodeAt(start) === 0x20) start++;
  const escaped = text.charCodeAt(start) === 0x5c && isQuote(text, start + 1);
  const quoted = escaped || isQuote(text, start);
  if (quoted) start += escaped ? 2 : 1;
  const ceiling = Math.min(text.length, start + MAX_VALUE);
  let end = start;
  while (end < ceiling && !isValueEnd(text.charCodeAt(end))) end++;
  return end > start
    ? { start, end, quoted: quoted && (isQuote(text, end) || text.charCodeAt(end) === 0x5c) }
    : undefined;
}

const isQuote = (text: string, index: number): boolean => {
  const unit = index >= 0 ? text.charCodeAt(index) : 0;
  return unit === 0x22 || unit === 0x27;
};

/** White space, quotes and separators; brackets too, so that what a program computes is not taken for a value. */
const isValueEnd = (unit: number): boolean => unit <= 0x20 || ENDS.has(unit);
const ENDS: ReadonlySet<number> = new Set([...`"'\`,;&\\)}]>`].map((character) => character.charCodeAt(0)));

function isSecretValue(
  text: string,
  nameStart: number,
  sign: number,
  name: string,
  value: string,
  quoted: boolean,
): boolean {
  if (CODE.test(value) || isSigned(value) || NAME.test(value) || SCOPE.test(name)) return false;
  if (isStatement(text, sign) && IDENTIFIER.test(value)) return false;
  if (name.length === 5 && PLACE.test(text.slice(Math.max(0, nameStart - 14), sign))) return false;
  const inQuery = text.charCodeAt(nameStart - 1) === 0x3f || text.charCodeAt(nameStart - 1) === 0x26;
  // A query string and a quoted pair hold data, so a password with a digit or a sign in it is enough.
  const isData =
    inQuery || quoted || (text.charCodeAt(sign) === 0x3d && PASSWORD.test(name) && !/passw|pwd/i.test(value));
  if (isData && value.length >= 6 && /\d/.test(value) && /\D/.test(value)) return true;
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value, 0, value.length) >= RANDOM;
}

/** What stands in programs where a value would stand: calls, member access, paths, type names, templates. */
const CODE =
  /[(<{$[|]|^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+(?:\.?$|=)|^(?:\.{0,2}\/|https?:|data:)|[?!]\.|=>|%s|\.\.\.$/;

/** Words and numbers joined by underscores, as programs name what they compute: `asn1_NOVALUE`, `base64_encoded_64_byte_salt`. */
const IDENTIFIER =
  /^(?:[a-z]+\d{0,2}|[A-Z]+\d{0,2}|[A-Z][a-z]+\d{0,2})(?:_(?:[a-z]+\d{0,2}|[A-Z]+\d{0,2}|[A-Z][a-z]+\d{0,2}|\d{1,4}))+$/;

/** `name = value` with spaces, as programs are written; lines of data have none. */
const isStatement = (text: string, sign: number): boolean =>
  text.charCodeAt(sign - 1) === 0x20 && text.charCodeAt(sign + 1) === 0x20;

/** Words before `token:` that make it a place in a list, see `PLACE_PAIRS`: `Next page token: …`. */
const PLACE = /(?:page|pagination|next|resume|continuation|sync) token"?$/i;

/** A value that says itself what it is, is a name: `x-aws-ec2-metadata-token`, `AuthenticationMD5Password`, `urn:uuid:…`. */
const NAME = /token|secret|passw|random|credential|oauth|bearer|private_?key|aws4_request|^urn:|^0x[\da-f]+$/i;

/** `X-Amz-Credential` and its like hold the public half of a key and the scope it is used in (AWS, Signature Version 4). */
const SCOPE = /(?:amz|goog)[-_]?credential$/i;

/** A version, a date or a number is no secret under any name. */
const isSigned = (value: string): boolean => /^[\^~v]?[\d.:TZ+-]+$/.test(value);

/** Names that stand beside the password in a connection string of ADO, ODBC, JDBC or libpq. */
const COMPANION =
  /(?:^|[;\s"'?&])(?:server|data source|host|hostaddr|user id|uid|user|username|database|initial catalog|dbname|accountname|endpoint|defaultendpointsprotocol|address|addr|port|driver)\s*=/i;

/** How far to both sides a companion is looked for, characters. */
const NEIGHBOURHOOD = 160;

/** A member whose name says what it holds: `self._password`, `config.db_passwd`. */
const MEMBER = /^[A-Za-z_]\w*(?:\.\w+)*\.\w*(?:password|passwd|pwd|secret)$/i;

/** What a program passes on is no value: `password=options.password`, `password=password)`, `password=b"…"`. */
function isConnectionValue(text: string, name: string, content: string, { start, end, quoted }: Value): boolean {
  if (quoted) return true;
  // An empty value, and the next name: `passphrase= password= user=`
  if (text.charCodeAt(start - 1) === 0x20 && /^[a-z_-]+=$/i.test(content)) return false;
  if (content === name || content.endsWith(`.${name}`) || MEMBER.test(content)) return false;
  // A call: `password=SecretStr('…')`
  if (content.endsWith('(') || (content.includes('(') && isQuote(text, end))) return false;
  return !/[),\]}]/.test(text.charAt(end)) && !(isQuote(text, end) && isWordAt(text, end + 1));
}

function isConnectionString(text: string, nameStart: number, sign: number): boolean {
  if (text.charCodeAt(sign) !== 0x3d) return false;
  return (
    COMPANION.test(text.slice(Math.max(0, nameStart - NEIGHBOURHOOD), nameStart)) ||
    COMPANION.test(text.slice(sign, sign + NEIGHBOURHOOD))
  );
}
