import { DIGIT, isWordAt, KIND, kindAt, LOWER, UPPER } from '../scan/char-kind.js';

/**
 * Length of an IBAN by country, as the ibantools library has them from SWIFT's registry; those it does not have (BY, MN, SD and a few more)
 * are from general knowledge and were not compared with the registry.
 */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    15: 'NO',
    16: 'BE',
    18: 'DK FI FO GL NL FK SD',
    19: 'MK SI',
    20: 'AT BA EE KZ LT LU MN XK',
    21: 'CH HR LI LV',
    22: 'BG BH CR DE GB GE IE ME RS VA',
    23: 'AE GI IL IQ OM SO TL',
    24: 'AD CZ DZ ES MD PK RO SA SE SK TN VG',
    25: 'AO CV GW LY MZ PT ST',
    26: 'IR IS TR',
    27: 'BI CF CG CM DJ FR GA GQ GR IT KM MC MG MR SM TD',
    28: 'AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE PL SN SV TG',
    29: 'BR EG PS QA UA',
    30: 'JO KW MU YE',
    31: 'MT SC',
    32: 'LC NI',
    33: 'RU',
  }).flatMap(([length, countries]) =>
    countries.split(' ').map((country): [string, number] => [country, Number(length)]),
  ),
);
/** Separators an IBAN of 34 characters may have between its groups of four. */
const MAX_SEPARATORS = 10;

/**
 * An IBAN that begins with the word at `start`: country, its length, check digits by ISO 7064 mod 97-10. Together in either case,
 * or in groups with single spaces or hyphens in capitals.
 *
 * @returns its end, 0 when there is none
 * @see https://www.swift.com/standards/data-standards/iban-international-bank-account-number
 */
export function ibanAt(text: string, start: number): number {
  if (kindAt(text, start + 2) !== DIGIT || kindAt(text, start + 3) !== DIGIT) return 0;
  const country = text.slice(start, start + 2).toUpperCase();
  const length = LENGTHS.get(country);
  if (length === undefined) return 0;
  const capitals = kindAt(text, start) === UPPER;
  let iban = '';
  let index = start;
  let separators = 0;
  while (iban.length < length) {
    const unit = index < text.length ? text.charCodeAt(index) : 0;
    const kind = KIND[unit] ?? 0;
    if (kind === DIGIT || kind === (capitals ? UPPER : LOWER)) {
      iban += String.fromCharCode(unit);
      index++;
    } else {
      const separator = separatorLength(text, index, unit);
      if (separator === 0 || !capitals || iban.length < 4 || ++separators > MAX_SEPARATORS) return 0;
      index += separator;
      if ((kindAt(text, index) & (DIGIT | UPPER)) === 0) return 0;
    }
  }
  if (isWordAt(text, index)) return 0;
  if (!isPlausible(country, iban.slice(4))) return 0;
  return remainder97(iban) === 1 ? index : 0;
}

/** Countries whose account numbers have digits only. */
const NUMERIC: ReadonlySet<string> = new Set(
  'AO AT BA BE CR CZ DE DK EE EG ES FI FO GL HR HU IL IS LT LY ME NO PL PT RS SE SI SK ST TL TN VA XK'.split(' '),
);

/** Digits where the country has digits; and in small letters nothing that may be a hexadecimal identifier. */
function isPlausible(country: string, account: string): boolean {
  if (/^\d+$/.test(account)) return true;
  return !NUMERIC.has(country) && !/^[0-9a-f]+$/.test(account);
}

function separatorLength(text: string, index: number, unit: number): number {
  if (unit === 0x20 || unit === 0x2d || unit === 0x2b || unit === 0xa0 || unit === 0x202f) return 1;
  if (unit !== 0x25) return 0;
  return text.startsWith('%20', index) ? 3 : text.startsWith('%C2%A0', index) ? 6 : 0;
}

/** ISO 7064 mod 97-10: the first four characters go to the end, letters count from A = 10; 1 is valid. */
function remainder97(iban: string): number {
  let remainder = 0;
  for (let position = 0; position < iban.length; position++) {
    const value = Number.parseInt(iban.charAt((position + 4) % iban.length), 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
