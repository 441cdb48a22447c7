/** What is done with a finding. */
export type RuleMode =
  /** Not looked for. */
  | 'off'
  /** Counted, and left in the text: how a rule is tried out before it is enforced. */
  | 'observe'
  /** Replaced by the rule's name: `[card]`. */
  | 'mask'
  /** The whole text that holds it is replaced by `[dropped]`. */
  | 'drop'
  /** Replaced by a keyed pseudonym, the same for the same value: `[card:3f9a…]`. */
  | 'tokenise'
  /** Replaced by what the given function makes of it. */
  | 'encrypt';

/** One kind of secret or personal data that is recognised by how it looks. */
export interface Rule {
  readonly id: RuleId;
  readonly kind: 'secret' | 'payment' | 'national' | 'personal';
  readonly description: string;
  /** What happens when nobody says otherwise. */
  readonly mode: RuleMode;
}

const rule = <const Id extends string, const Mode extends RuleMode>(
  id: Id,
  kind: Rule['kind'],
  mode: Mode,
  description: string,
) => ({ id, kind, mode, description });

/** The version of the rule set: changes whenever any text may be treated in another way than before. */
export const RULE_SET_VERSION = 2;

/** Every rule. */
export const RULES = [
  rule(
    'provider_token',
    'secret',
    'mask',
    'A token that its provider marks with a fixed prefix: `ghp_…`, `sk_live_…`, `AKIA…`.',
  ),
  rule('jwt', 'secret', 'mask', 'A JSON Web Token whose header is JSON with `alg`.'),
  rule('private_key', 'secret', 'mask', 'A private key in PEM, OpenSSH or PGP armour.'),
  rule('authorization', 'secret', 'mask', 'The credentials of an `Authorization` header, and `Bearer …` anywhere.'),
  rule('cookie', 'secret', 'mask', 'The values of a `Cookie` or `Set-Cookie` header.'),
  rule('url_password', 'secret', 'mask', 'The password in `https://user:password@host`.'),
  rule('connection_string', 'secret', 'mask', 'The password of a database URL or of a connection string.'),
  rule(
    'secret_assignment',
    'secret',
    'mask',
    'A random value assigned to a secret name: `api_key=…`, `"clientSecret":"…"`, `?token=…`.',
  ),
  rule(
    'url_signature',
    'secret',
    'mask',
    'The signature of a signed URL: `X-Amz-Signature=…`, `X-Goog-Signature=…`, `sig=…` of Azure, `Signature=…` of CloudFront.',
  ),
  rule('card_code', 'secret', 'mask', 'The security code of a card: `cvv=123`.'),
  rule('card', 'payment', 'mask', 'A card number: 12 to 19 digits, issuer prefix, Luhn.'),
  rule('iban', 'payment', 'mask', 'An IBAN: length of the country, mod 97.'),
  rule('us_ssn', 'national', 'mask', 'A US social security number.'),
  rule('us_itin', 'national', 'mask', 'A US individual taxpayer identification number.'),
  rule('gb_nino', 'national', 'mask', 'A UK national insurance number.'),
  rule('gb_nhs', 'national', 'mask', 'A UK NHS number after the word.'),
  rule('de_tax_id', 'national', 'mask', 'A German tax identification number after the word.'),
  rule('fr_nir', 'national', 'mask', 'A French social security number.'),
  rule('es_dni', 'national', 'mask', 'A Spanish DNI or NIE after the word.'),
  rule('it_codice_fiscale', 'national', 'mask', 'An Italian tax code of a person.'),
  rule('pl_pesel', 'national', 'mask', 'A Polish PESEL after the word.'),
  rule('se_personnummer', 'national', 'mask', 'A Swedish personal identity number after the word.'),
  rule('nl_bsn', 'national', 'mask', 'A Dutch BSN after the word.'),
  rule('email', 'personal', 'observe', 'An e-mail address.'),
  rule(
    'ip',
    'personal',
    'observe',
    'An IPv4 or IPv6 address; version numbers are told apart by what stands around them.',
  ),
  rule('mac', 'personal', 'off', 'A hardware address.'),
] as const satisfies readonly { id: string; kind: Rule['kind']; mode: RuleMode; description: string }[];

/** The name of a rule. */
export type RuleId = (typeof RULES)[number]['id'];
