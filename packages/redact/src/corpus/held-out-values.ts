import { HELD_OUT_TOKENS } from './held-out-tokens.js';
import { ALPHANUMERIC, CAPITALS, DIGITS, HEX, LETTERS, type Random, SMALL } from './random.js';
import type { Make, Values } from './templates.js';

// Nothing here is shared with the values of the development text: numbers are made from the definitions once more, so that a mistake in
// one of the two shows.

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Appends the one digit that makes the sum of Luhn's algorithm a multiple of ten. */
function withLuhn(body: string): string {
  for (let check = 0; check < 10; check++) {
    const digits = [...body, String(check)].map(Number).reverse();
    const sum = digits.reduce((total, digit, place) => {
      const doubled = place % 2 === 0 ? digit : digit * 2;
      return total + Math.floor(doubled / 10) + (doubled % 10);
    }, 0);
    if (sum % 10 === 0) return body + String(check);
  }
  throw new RangeError(`${body} has no Luhn digit`);
}

/** First digits and length of cards in use, from the issuers' test numbers. */
const ISSUERS: readonly (readonly [string, number])[] = [
  ...(['400000', '424242', '411111', '453201', '491761', '448590', '476173'] as const).map((p) => [p, 16] as const),
  ...(['510510', '555555', '545454', '222300', '520082', '527458', '272099', '230000'] as const).map(
    (p) => [p, 16] as const,
  ),
  ...(['371449', '378282', '340000', '374245'] as const).map((p) => [p, 15] as const),
  ...(['601111', '644564', '650031'] as const).map((p) => [p, 16] as const),
  ...(['305693', '361489', '385200'] as const).map((p) => [p, 14] as const),
  ...(['353011', '356600', '620000', '621234', '676770', '501800'] as const).map((p) => [p, 16] as const),
];

const card: Make = (random) => {
  const [prefix, length] = random.pick(ISSUERS);
  const digits = withLuhn(prefix + random.text(DIGITS, length - prefix.length - 1));
  if (random.chance(0.4)) return digits;
  const groups =
    length === 16 ? /^(.{4})(.{4})(.{4})(.{4})$/ : length === 15 ? /^(.{4})(.{6})(.{5})$/ : /^(.{4})(.{6})(.{4})$/;
  const separator = random.pick([' ', '-', ' ', '\u00a0']);
  return digits.replace(groups, (_whole, ...parts) =>
    parts.filter((part): part is string => typeof part === 'string' && !/^\d{14,}$/.test(part)).join(separator),
  );
};

/** Structure of the account by country as the SWIFT registry writes it: n digits, a capitals, c either. */
const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['DE', '18n'],
  ['AT', '16n'],
  ['CH', '5n12c'],
  ['FR', '10n11c2n'],
  ['ES', '20n'],
  ['IT', '1a10n12c'],
  ['NL', '4a10n'],
  ['BE', '12n'],
  ['GB', '4a14n'],
  ['IE', '4a14n'],
  ['PT', '21n'],
  ['PL', '24n'],
  ['SE', '20n'],
  ['DK', '14n'],
  ['FI', '14n'],
  ['NO', '11n'],
  ['CZ', '20n'],
  ['SK', '20n'],
  ['HU', '24n'],
  ['RO', '4a16c'],
  ['BG', '4a6n8c'],
  ['GR', '7n16c'],
  ['HR', '17n'],
  ['LT', '16n'],
  ['LV', '4a13c'],
  ['EE', '16n'],
  ['LU', '3n13c'],
  ['SA', '2n18c'],
  ['AE', '19n'],
  ['TR', '6n16c'],
  ['BR', '23n1a1c'],
];

const POOLS = { n: DIGITS, a: CAPITALS, c: DIGITS + DIGITS + CAPITALS } as const;

const iban: Make = (random) => {
  const [country, structure] = random.pick(ACCOUNTS);
  let account = '';
  for (const [, size = '', kind = 'n'] of structure.matchAll(/(\d+)([nac])/g))
    account += random.text(POOLS[kind as keyof typeof POOLS], Number(size));
  const numeric = [...`${account}${country}00`].map((unit) => String(Number.parseInt(unit, 36))).join('');
  const check = 98n - (BigInt(numeric) % 97n);
  const whole = `${country}${pad(Number(check), 2)}${account}`;
  return random.chance(0.5) ? whole : whole.replace(/(.{4})(?!$)/g, '$1 ');
};

const GIVEN = [
  'aoife',
  'bjorn',
  'carmen',
  'dmitri',
  'elif',
  'francois',
  'grace',
  'hiroshi',
  'ines',
  'jose',
  'kwame',
  'lucia',
  'mehmet',
  'nora',
];
const FAMILY = [
  'andersson',
  'bakker',
  'costa',
  'demir',
  'eriksen',
  'fontaine',
  'gruber',
  'horvat',
  'ibrahim',
  'jansen',
  'kim',
  'lopez',
  'mbeki',
  'oneill',
];
const HOSTS = [
  'gmail.com',
  'outlook.com',
  'web.de',
  'orange.fr',
  'yahoo.co.jp',
  'proton.me',
  'uni-graz.ac.at',
  'mail.ru',
  'libero.it',
  'bol.com.br',
  'bigpond.net.au',
  'stadt-koeln.de',
  'dept.example.edu',
  'acme-corp.io',
  'x1.example.org',
  'firma.com.pl',
  'post.cz',
  'naver.com',
  'mail.acme.co.za',
  'sub.a.b.example.net',
  'startup.app',
  'law.firm.legal',
];

const email: Make = (random) => {
  const [given, family] = [random.pick(GIVEN), random.pick(FAMILY)];
  const local = random.pick([
    `${given}.${family}`,
    `${given}_${family}${random.int(1, 99)}`,
    `${given.charAt(0)}.${family}`,
    `${family}`,
    `${given}${random.int(1950, 2009)}`,
    `${given}.${family}+${random.pick(['promo', 'gh', '2026'])}`,
    `${given}-${family}`,
    'info',
    'no-reply',
    `${random.int(10_000, 99_999)}`,
    `${given.charAt(0).toUpperCase()}${given.slice(1)}.${family.charAt(0).toUpperCase()}${family.slice(1)}`,
  ]);
  return `${local}@${random.pick(HOSTS)}`;
};

const hextet = (random: Random): string => random.int(0, 0xffff).toString(16);

/** Addresses as they are given out: home, hosting, private, loopback, link-local; IPv6 short, whole, mapped. */
const ipv4: Make = (random) => {
  const last = () => random.int(0, 255);
  return random.pick([
    () => `10.${last()}.${last()}.${random.int(1, 254)}`,
    () => `192.168.${last()}.${random.int(1, 254)}`,
    () => `172.${random.int(16, 31)}.${last()}.${random.int(1, 254)}`,
    () => `${random.int(1, 223)}.${last()}.${last()}.${last()}`,
    () => `${random.int(24, 223)}.${last()}.${last()}.${last()}`,
    () => `127.0.0.1`,
    () => `100.${random.int(64, 127)}.${last()}.${last()}`,
  ])();
};

const ipv6: Make = (random) =>
  random.pick([
    () => `2a${pad(random.int(0, 14), 2)}:${hextet(random)}:${hextet(random)}:${hextet(random)}::${hextet(random)}`,
    () =>
      `2001:${hextet(random)}:${hextet(random)}:${hextet(random)}:${hextet(random)}:${hextet(random)}:${hextet(random)}:${hextet(random)}`,
    () =>
      `fe80::${hextet(random)}:${random.int(0, 255).toString(16)}ff:fe${pad(random.int(10, 99), 2)}:${hextet(random)}`,
    () => `fd${random.text(HEX, 2)}:${random.text(HEX, 4)}:${random.text(HEX, 4)}::${random.int(1, 99)}`,
    () => '::1',
    () => `2606:4700::${hextet(random)}`,
    () => `2001:DB8::${hextet(random).toUpperCase()}:${hextet(random).toUpperCase()}`,
    () => `::ffff:${ipv4(random)}`,
  ])();

/** An address of either kind. */
const ip: Make = (random) => (random.chance(0.65) ? ipv4(random) : ipv6(random));

const b64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const jwt: Make = (random) => {
  const header = random.pick([
    { alg: 'RS256', kid: random.text(ALPHANUMERIC, 27), typ: 'JWT' },
    { typ: 'at+jwt', alg: 'ES256' },
    { alg: 'EdDSA' },
    { kid: random.text(HEX, 40), alg: 'PS512' },
  ]);
  const claims = {
    iss: 'https://login.example.com/',
    aud: 'api',
    exp: random.int(1.7e9, 1.9e9),
    sub: random.text(ALPHANUMERIC, 12),
  };
  return `${b64url(JSON.stringify(header))}.${b64url(JSON.stringify(claims))}.${random.text(`${ALPHANUMERIC}-_`, random.pick([43, 86, 342]))}x`;
};

const pem: Make = (random) => {
  const label = random.pick([
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
  ]);
  const newline = random.pick(['\n', '\\n', '\r\n']);
  const lines = Array.from({ length: random.int(2, 12) }, () => random.text(`${ALPHANUMERIC}+/`, 64));
  return [
    `-----BEGIN ${label}-----`,
    ...lines,
    `${random.text(ALPHANUMERIC, random.int(4, 40))}==`,
    `-----END ${label}-----`,
  ].join(newline);
};

/** A password as a person or a generator makes one; the marks are those a URL may hold unescaped. */
const password: Make = (random) =>
  random.pick([
    () =>
      `${random.pick(['Sommer', 'Dragon', 'correct-horse', 'Passw0rd', 'letmein', 'Zima'])}${random.int(10, 9_999)}${random.pick(['!', '.', '_', '*'])}`,
    () => random.text(`${ALPHANUMERIC}._~!*-`, random.int(9, 32)).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, 'q7'),
    () => random.text(HEX, 32),
  ])();

/** ISO/IEC 7064 mod 11,10. */
function withGermanCheck(ten: string): string {
  let product = 10;
  for (const unit of ten) {
    const sum = (Number(unit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return ten + String((11 - product) % 10);
}

/** Ten digits of which one comes twice and one never, as the Bundeszentralamt gives them out. */
const germanTaxId: Make = (random) => {
  const digits = [...DIGITS];
  for (let index = digits.length - 1; index > 0; index--) {
    const other = random.int(0, index);
    [digits[index], digits[other]] = [digits[other] ?? '', digits[index] ?? ''];
  }
  digits[9] = digits[random.int(1, 8)] ?? '';
  if (digits[0] === '0')
    digits[0] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].find((unit) => !digits.includes(unit)) ?? '1';
  return withGermanCheck(digits.join(''));
};

const elevenCheck = (digits: string, weights: readonly number[]): number =>
  [...digits].reduce((sum, unit, index) => sum + Number(unit) * (weights[index] ?? 0), 0);

const nhs: Make = (random) => {
  for (;;) {
    const nine = random.text(DIGITS, 9);
    const check = (11 - (elevenCheck(nine, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    if (check === 10) continue;
    const whole = `${nine}${check}`;
    return random.chance(0.5) ? whole : whole.replace(/^(...)(...)/, '$1 $2 ');
  }
};

const bsn: Make = (random) => {
  for (;;) {
    const eight = `${random.int(1, 9)}${random.text(DIGITS, 7)}`;
    const check = elevenCheck(eight, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    if (check < 10) return `${eight}${check}`;
  }
};

const birth = (random: Random): string =>
  `${pad(random.int(30, 99), 2)}${pad(random.int(1, 12), 2)}${pad(random.int(1, 28), 2)}`;

const pesel: Make = (random) => {
  const ten = birth(random) + random.text(DIGITS, 4);
  return `${ten}${(10 - (elevenCheck(ten, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10}`;
};

const personnummer: Make = (random) => {
  const ten = withLuhn(birth(random) + random.text(DIGITS, 3));
  return random.pick([`${ten.slice(0, 6)}-${ten.slice(6)}`, `19${ten.slice(0, 6)}-${ten.slice(6)}`, `19${ten}`]);
};

const dni: Make = (random) => {
  const number = random.int(10_000_000, 99_999_999);
  return `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)}`;
};

/** INSEE: 97 less the remainder of the first thirteen digits. */
const nir: Make = (random) => {
  const body = `${random.int(1, 2)}${pad(random.int(40, 99), 2)}${pad(random.int(1, 12), 2)}${pad(random.int(21, 95), 2)}${random.text(DIGITS, 6)}`;
  const key = pad(Number(97n - (BigInt(body) % 97n)), 2);
  return `${body.slice(0, 1)} ${body.slice(1, 3)} ${body.slice(3, 5)} ${body.slice(5, 7)} ${body.slice(7, 10)} ${body.slice(10)} ${key}`;
};

const ssn: Make = (random) =>
  `${pad(random.int(1, 665), 3)}-${pad(random.int(1, 99), 2)}-${pad(random.int(1, 9_999), 4)}`;

const nino: Make = (random) =>
  `${random.pick(['AB', 'CE', 'JK', 'PR', 'SW', 'YZ'])}${random.text(DIGITS, 6)}${random.pick(['A', 'B', 'C', 'D'])}`;

const quad: Make = (random) => `${random.int(0, 25)}.${random.int(0, 30)}.${random.int(0, 99)}.${random.int(0, 250)}`;

/** What is sensitive, and what is not. */
export const HELD_OUT_VALUES: Values = {
  sensitive: {
    card,
    iban,
    email,
    ip,
    'ip/six': ipv6,
    jwt,
    private_key: pem,
    provider_token: (random) => random.pick(HELD_OUT_TOKENS)(random),
    url_password: password,
    connection_string: password,
    authorization: (random) => btoa(`${random.pick(GIVEN)}:${password(random)}`),
    us_ssn: ssn,
    gb_nhs: nhs,
    gb_nino: nino,
    de_tax_id: germanTaxId,
    fr_nir: nir,
    es_dni: dni,
    pl_pesel: pesel,
    se_personnummer: personnummer,
    nl_bsn: bsn,
  },
  harmless: {
    n: (random) => String(random.int(0, 10 ** random.int(1, 5))),
    small: (random) => String(random.int(1, 64)),
    port: (random) => String(random.int(1_024, 65_535)),
    name: (random) => random.pick(GIVEN),
    family: (random) => random.pick(FAMILY),
    day: (random) => `${random.int(2_019, 2_027)}-${pad(random.int(1, 12), 2)}-${pad(random.int(1, 28), 2)}`,
    clock: (random) => `${pad(random.int(0, 23), 2)}:${pad(random.int(0, 59), 2)}:${pad(random.int(0, 59), 2)}`,
    millis: (random) => `${random.int(1_650, 1_799)}${random.text(DIGITS, 9)}`,
    money: (random) => `${random.int(0, 99_999)}.${random.text(DIGITS, 2)}`,
    euros: (random) => `${random.int(1, 999)}.${random.text(DIGITS, 3)},${random.text(DIGITS, 2)}`,
    fraction: (random) => `${random.int(0, 9)}.${random.text(DIGITS, random.int(3, 17))}`,
    version: quad,
    semver: (random) => `${random.int(0, 30)}.${random.int(0, 40)}.${random.int(0, 40)}`,
    oid: (random) =>
      `1.3.6.1.4.1.${random.int(1, 60_000)}.${random.int(1, 30)}.${random.int(1, 30)}.${random.int(1, 9)}`,
    hardware: (random) => Array.from({ length: 6 }, () => random.text(HEX, 2)).join(':'),
    uuid: (random) => [8, 4, 4, 4, 12].map((size) => random.text(HEX, size)).join('-'),
    hex32: (random) => random.text(HEX, 32),
    hex40: (random) => random.text(HEX, 40),
    hex64: (random) => random.text(HEX, 64),
    hex16: (random) => random.text(HEX, 16),
    hex8: (random) => random.text(HEX, 8),
    ulid: (random) => `01${random.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`,
    objectid: (random) => `6${random.text(HEX, 23)}`,
    nanoid: (random) => random.text(`${ALPHANUMERIC}_-`, 21),
    etag: (random) => `W/"${random.text(HEX, 4)}-${random.text(ALPHANUMERIC, 26)}"`,
    /** Valid by Luhn and with a card's prefix, and yet an order. */
    luhn: (random) => withLuhn(random.pick(['4', '51', '37', '6011', '22']) + random.text(DIGITS, 12)),
    digits: (random) => random.text(DIGITS, random.int(8, 24)),
    base64: (random) => `${random.text(`${ALPHANUMERIC}+/`, 4 * random.int(6, 30))}`,
    path: (random) =>
      `/srv/${random.text(SMALL, 5)}/${random.text(SMALL, 7)}.${random.pick(['py', 'rb', 'ts', 'go', 'php', 'rs'])}`,
    word: (random) =>
      random.pick(['billing', 'ledger', 'search', 'mailer', 'gateway', 'scheduler', 'thumbnail', 'export']),
    phone: (random) =>
      random.pick([
        `+44 20 ${random.text(DIGITS, 4)} ${random.text(DIGITS, 4)}`,
        `(${random.int(200, 989)}) 555-${random.text(DIGITS, 4)}`,
        `+49 ${random.int(30, 89)} ${random.text(DIGITS, 7)}`,
        `06-${random.text(DIGITS, 8)}`,
      ]),
    isbn: (random) => `978-${random.int(0, 9)}-${random.text(DIGITS, 4)}-${random.text(DIGITS, 4)}-${random.int(0, 9)}`,
    letters: (random) => random.text(LETTERS, random.int(8, 24)),
  },
};
