import { isBsn, isDni, isGermanTaxId, isNhs, isPersonnummer, isPesel, isSsn } from '../national/checks.js';
import { ALPHANUMERIC, BASE64URL, CAPITALS, DIGITS, HEX, LETTERS, type Random, SMALL } from './random.js';
import type { Make, Values } from './templates.js';

const luhnDigit = (body: string): string => {
  let sum = 0;
  for (let index = 0; index < body.length; index++) {
    const digit = Number(body[body.length - 1 - index]);
    const value = index % 2 === 0 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
};

const number = (random: Random, prefix: string, length: number): string => {
  const body = prefix + random.text(DIGITS, length - 1 - prefix.length);
  return body + luhnDigit(body);
};

/** Prefix and length of a card, weighted like the cards in circulation. */
function cardDigits(random: Random): string {
  const kind = random.int(0, 99);
  if (kind < 45) return number(random, '4', 16);
  if (kind < 68) return number(random, String(random.int(51, 55)), 16);
  if (kind < 74) return number(random, String(random.int(2221, 2720)), 16);
  if (kind < 84) return number(random, random.pick(['34', '37']), 15);
  if (kind < 89) return number(random, random.pick(['6011', '65', '644', '649']), 16);
  if (kind < 92) return number(random, random.pick(['36', '38', '300', '305']), 14);
  if (kind < 95) return number(random, String(random.int(3528, 3589)), 16);
  if (kind < 98) return number(random, '62', 16);
  return number(random, random.pick(['5018', '6304', '6759', '6761']), 16);
}

function card(random: Random): string {
  const digits = cardDigits(random);
  const separator = random.pick(['', '', ' ', ' ', '-', '-']);
  const sizes = digits.length === 16 ? [4, 4, 4, 4] : digits.length === 15 ? [4, 6, 5] : [4, 6, 4];
  const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
  return sizes.map((size, index) => digits.slice(starts[index], (starts[index] ?? 0) + size)).join(separator);
}

const BBANS: readonly (readonly [string, Make])[] = [
  ['DE', (r) => r.text(DIGITS, 18)],
  ['GB', (r) => r.text(CAPITALS, 4) + r.text(DIGITS, 14)],
  ['FR', (r) => r.text(DIGITS, 10) + r.text(DIGITS + CAPITALS, 11) + r.text(DIGITS, 2)],
  ['NL', (r) => r.text(CAPITALS, 4) + r.text(DIGITS, 10)],
  ['ES', (r) => r.text(DIGITS, 20)],
  ['IT', (r) => r.text(CAPITALS, 1) + r.text(DIGITS, 22)],
  ['PL', (r) => r.text(DIGITS, 24)],
  ['BE', (r) => r.text(DIGITS, 12)],
  ['AT', (r) => r.text(DIGITS, 16)],
  ['CH', (r) => r.text(DIGITS, 17)],
  ['NO', (r) => r.text(DIGITS, 11)],
  ['MT', (r) => r.text(CAPITALS, 4) + r.text(DIGITS, 5) + r.text(DIGITS + CAPITALS, 18)],
];

function iban(random: Random): string {
  const [country, bban] = random.pick(BBANS);
  const account = bban(random);
  let remainder = 0;
  for (const character of `${account}${country}00`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  const whole = country + String(98 - remainder).padStart(2, '0') + account;
  return random.chance(0.4) ? (whole.match(/.{1,4}/g) ?? []).join(' ') : whole;
}

const FIRST = ['anna', 'jan', 'maria', 'li', 'omar', 'sofia', 'peter', 'chloe', 'ivan', 'yuki', 'fatima', 'lars'];
const LAST = [
  'schmidt',
  'garcia',
  'rossi',
  'novak',
  'smith',
  'dubois',
  'kowalski',
  'jensen',
  'tanaka',
  'silva',
  'okafor',
];
const TOPS = ['com', 'de', 'org', 'net', 'co.uk', 'fr', 'io', 'es', 'pl', 'example', 'com.br', 'it', 'dev', 'info'];

function email(random: Random): string {
  const [first, last] = [random.pick(FIRST), random.pick(LAST)];
  const local = random.pick([
    `${first}.${last}`,
    `${first}${random.int(1, 99)}`,
    `${first}_${last}`,
    `${first.charAt(0)}${last}`,
    `${first}+${random.pick(['news', 'shop', 'test1'])}`,
    `${first}-${last}`,
  ]);
  return `${local}@${random.pick(['mail.', '', '', ''])}${random.pick(LAST)}${random.pick(['', '-group', '24'])}.${random.pick(TOPS)}`;
}

function ip(random: Random): string {
  const octet = () => random.int(0, 255);
  const group = () => random.int(0, 0xffff).toString(16);
  const kind = random.int(0, 9);
  if (kind < 7)
    return `${random.pick([10, 192, 172, 203, 8, 85, random.int(11, 223)])}.${octet()}.${octet()}.${random.int(1, 254)}`;
  if (kind < 8) return Array.from({ length: 8 }, () => random.int(0x1000, 0xffff).toString(16)).join(':');
  if (kind < 9) return `2001:db8:${group()}::${random.int(1, 0xffff).toString(16)}`;
  return `fe80::${group()}:${group()}:${group()}:${random.int(1, 0xffff).toString(16)}`;
}

const TOKENS: readonly Make[] = [
  (r) => `${r.pick(['ghp_', 'gho_', 'ghs_'])}${r.text(ALPHANUMERIC, 36)}`,
  (r) => `github_pat_${r.text(ALPHANUMERIC, 22)}_${r.text(ALPHANUMERIC, 59)}`,
  (r) => `glpat-${r.text(BASE64URL.replace('-', ''), 20)}`,
  (r) => `${r.pick(['AKIA', 'ASIA'])}${r.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  (r) => `AIza${r.text(ALPHANUMERIC, 35)}`,
  (r) => `xoxb-${r.text(DIGITS, 12)}-${r.text(DIGITS, 12)}-${r.text(ALPHANUMERIC, 24)}`,
  (r) => `${r.pick(['sk_live_', 'rk_live_', 'sk_test_'])}${r.text(ALPHANUMERIC, r.pick([24, 99]))}`,
  (r) => `SG.${r.text(ALPHANUMERIC, 22)}.${r.text(ALPHANUMERIC, 43)}`,
  (r) => `npm_${r.text(ALPHANUMERIC, 36)}`,
  (r) => `hvs.${r.text(ALPHANUMERIC, 90)}`,
  (r) => `sk-ant-api03-${r.text(ALPHANUMERIC, 93)}AA`,
  (r) => `sk-proj-${r.text(ALPHANUMERIC, 100)}`,
  (r) => `dop_v1_${r.text(HEX, 64)}`,
  (r) => `shpat_${r.text(HEX, 32)}`,
  (r) => `pypi-AgEIcHlwaS5vcmc${r.text(ALPHANUMERIC, 60)}`,
  (r) => `dckr_pat_${r.text(ALPHANUMERIC, 27)}`,
  (r) => `hf_${r.text(LETTERS, 34)}`,
  (r) => `lin_api_${r.text(ALPHANUMERIC, 40)}`,
  (r) => `glsa_${r.text(ALPHANUMERIC, 32)}_${r.text(HEX, 8)}`,
  (r) => `dapi${r.text(HEX, 32)}`,
  (r) => `whsec_${r.text(ALPHANUMERIC, 32)}`,
  (r) => `hw_${r.text(HEX, 12)}_${r.text(HEX, 64)}`,
];

const base64 = (text: string): string => btoa(text).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');

const jwt: Make = (r) =>
  `${base64(JSON.stringify({ alg: r.pick(['HS256', 'RS256']), typ: 'JWT', kid: r.text(HEX, 8) }))}.${base64(JSON.stringify({ sub: r.text(DIGITS, 8) }))}.${r.text(ALPHANUMERIC, 43)}`;

/** Draws until the check passes; the share that passes is never below one in a hundred. */
const until =
  (draw: Make, passes: (value: string) => boolean): Make =>
  (random) => {
    for (;;) {
      const value = draw(random);
      if (passes(value)) return value;
    }
  };

const date: Make = (r) =>
  `${r.int(40, 99)}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}`;

/** What is sensitive, by rule. */
export const SENSITIVE: Values['sensitive'] = {
  card,
  iban,
  email,
  ip,
  jwt,
  provider_token: (random) => random.pick(TOKENS)(random),
  us_ssn: (r) => until((q) => q.text(DIGITS, 9), isSsn)(r).replace(/^(...)(..)/, '$1-$2-'),
  gb_nhs: until((r) => r.text(DIGITS, 10), isNhs),
  de_tax_id: until((r) => r.text(DIGITS, 11), isGermanTaxId),
  es_dni: until((r) => r.text(DIGITS, 8) + r.text(CAPITALS, 1), isDni),
  pl_pesel: until((r) => date(r) + r.text(DIGITS, 5), isPesel),
  se_personnummer: (r) => until((q) => date(q) + q.text(DIGITS, 4), isPersonnummer)(r).replace(/(....)$/, '-$1'),
  nl_bsn: until((r) => r.text(DIGITS, 9), isBsn),
  url_password: (r) => r.text(ALPHANUMERIC, r.int(8, 20)),
  connection_string: (r) => r.text(`${ALPHANUMERIC}!*_`, r.int(8, 20)),
  secret_assignment: (r) => `${r.text(ALPHANUMERIC, 22)}${r.int(10, 99)}${r.text(SMALL, 2)}Zq`,
  authorization: (r) => `${r.text(ALPHANUMERIC, 30)}${r.int(0, 9)}`,
  'url_signature/sha256': (r) => r.text(HEX, 64),
  'url_signature/rsa': (r) => r.text(HEX, 512),
  'url_signature/sas': (r) => encodeURIComponent(btoa(r.text(ALPHANUMERIC, 32))),
  'url_signature/cloudfront': (r) => `${r.text(`${ALPHANUMERIC}-~`, 342)}__`,
};

/** What is not, and looks a little like it. */
export const HARMLESS = {
  uuid: (r) => [8, 4, 4, 4, 12].map((length) => r.text(HEX, length)).join('-'),
  trace: (r) => r.text(HEX, 32),
  span: (r) => r.text(HEX, 16),
  sha: (r) => r.text(HEX, 40),
  iso: (r) => new Date(1.6e12 + r.int(0, 2e9) * 100).toISOString(),
  epoch: (r) => String(1_600_000_000 + r.int(0, 2e8)),
  millis: (r) => String(1_600_000_000_000 + r.int(0, 2e9) * 100),
  nanos: (r) => `${1_600_000_000 + r.int(0, 2e8)}${r.text(DIGITS, 9)}`,
  int: (r) => String(r.int(1, 10 ** r.int(1, 6))),
  /** An order number that any Luhn check takes for a card. */
  order: (r) => r.pick([number(r, '4', 16), number(r, '52', 16), `A-${r.text(DIGITS, 6)}`, r.text(DIGITS, 10)]),
  /** What any check takes for a card: issuer, length and check digit are right. */
  lookalike: (r) => r.pick([number(r, '4', 16), number(r, '52', 16), number(r, '6011', 16)]),
  /** The same in four groups. */
  quad: (r) => number(r, '4', 16).replace(/(.{4})(?=.)/g, '$1 '),
  /** The first part of a token, which alone is none. */
  jwtheader: (r) => base64(JSON.stringify({ alg: 'HS256', kid: r.text(HEX, 8) })),
  price: (r) => `${r.int(1, 9_999)}.${r.text(DIGITS, 2)}`,
  float: (r) => `0.${r.text(DIGITS, 16)}`,
  version: (r) => `${r.int(0, 20)}.${r.int(0, 30)}.${r.int(0, 40)}.${r.int(0, 200)}`,
  semver: (r) => `${r.int(0, 20)}.${r.int(0, 30)}.${r.int(0, 40)}`,
  phone: (r) => `+${r.int(1, 49)} ${r.text(DIGITS, 3)} ${r.text(DIGITS, 7)}`,
  snowflake: (r) => `1${r.text(DIGITS, 18)}`,
  hex: (r) => Array.from({ length: 8 }, () => r.text(HEX, 4)).join(' '),
  base64: (r) => r.text(`${ALPHANUMERIC}+/`, r.int(20, 120)),
  name: (r) => r.pick(FIRST),
  word: (r) => r.pick(['cache', 'worker', 'payment', 'invoice', 'shipment', 'queue', 'index', 'upload', 'session']),
  time: (r) => `${String(r.int(0, 23)).padStart(2, '0')}:${r.int(10, 59)}:${r.int(10, 59)}`,
  ms: (r) => String(r.int(0, 4_000)),
} satisfies Record<string, Make>;
