import { digitsEnd, isDigitAt, isWordAt, kindAt, LOWER, UPPER } from '../scan/char-kind.js';
import { type ContextWords, isAnnounced, verdictBefore, wordsOf } from '../scan/context.js';
import { separatorAt } from '../scan/separator.js';
import {
  isBsn,
  isCodiceFiscale,
  isDni,
  isGermanTaxId,
  isItin,
  isNhs,
  isNino,
  isNir,
  isPersonnummer,
  isPesel,
  isSsn,
} from './checks.js';

/** Rules for national numbers of persons. */
export type NationalRule =
  | 'us_ssn'
  | 'us_itin'
  | 'gb_nino'
  | 'gb_nhs'
  | 'de_tax_id'
  | 'fr_nir'
  | 'es_dni'
  | 'it_codice_fiscale'
  | 'pl_pesel'
  | 'se_personnummer'
  | 'nl_bsn';

/** A national number and where it ends. */
export interface NationalId {
  readonly rule: NationalRule;
  readonly end: number;
}

/** How a number may be written in digits, and when it is believed. */
interface Form {
  readonly rule: NationalRule;
  /** Sizes of its groups of digits; one group: written together. */
  readonly groups: readonly number[];
  readonly valid: (digits: string) => boolean;
  /** Words of which one must stand before it; absent: the form alone is distinctive enough. */
  readonly announced?: RegExp;
  /** The separator there must be; absent: any. */
  readonly separator?: '-' | ' ';
}

const SSN = / (?:ssn|social security|soc sec|sozialversicherung|itin|tin|tax id|taxpayer) /;
const NHS = / nhs /;
const TAX =
  / (?:idnr|id nr|steuer id|steuerid|steuer idnr|steueridnr|steuernummer|steuer nr|steueridentifikationsnummer|identifikationsnummer|tax id|taxid|tin|tax) /;
const NIR =
  / (?:nir|insee|sécurité sociale|securite sociale|sécu|secu|numéro de sécurité|numero de securite|vitale|ss|assuré) /;
const PESEL = / pesel\p{L}* /u;
const SWEDISH =
  / (?:personnummer|personnr|person nr|pnr|samordningsnummer|personal identity|personal number|ssn|födelsenummer) /;
const BSN = / (?:bsn|bsnnummer|burgerservicenummer|burger service|sofi|sofinummer|citizen service) /;
const DNI = / (?:dni|nif|nie|documento|identidad|identificación|identificacion) /;
const NINO = / (?:nino|national insurance|ni number|ni no|nat ins|insurance) /;

/** Words right before a number that make it one of a thing. A form that needs no word to be believed is not believed behind these. */
const NOT_A_PERSON: ContextWords = {
  for: wordsOf(''),
  against: wordsOf(`
    order orders invoice receipt tracking ticket case issue shipment parcel sku part parts model serial sn lot batch build version revision
    phone tel mobile fax cas zip bestellung rechnung auftrag artikel teil commande facture pedido factura ordine fattura
  `),
  fillers: wordsOf('number numbers num no nr nbr is was nummer numéro numero número numer'),
};

const FORMS: readonly Form[] = [
  { rule: 'us_ssn', groups: [3, 2, 4], valid: isSsn, separator: '-' },
  { rule: 'us_itin', groups: [3, 2, 4], valid: isItin, separator: '-' },
  { rule: 'us_ssn', groups: [3, 2, 4], valid: isSsn, announced: SSN },
  { rule: 'us_itin', groups: [3, 2, 4], valid: isItin, announced: SSN },
  { rule: 'us_ssn', groups: [9], valid: isSsn, announced: SSN },
  { rule: 'us_itin', groups: [9], valid: isItin, announced: SSN },
  { rule: 'nl_bsn', groups: [9], valid: isBsn, announced: BSN },
  { rule: 'nl_bsn', groups: [3, 3, 3], valid: isBsn, announced: BSN },
  { rule: 'nl_bsn', groups: [4, 2, 3], valid: isBsn, announced: BSN },
  { rule: 'gb_nhs', groups: [10], valid: isNhs, announced: NHS },
  { rule: 'gb_nhs', groups: [3, 3, 4], valid: isNhs, announced: NHS },
  { rule: 'se_personnummer', groups: [10], valid: isPersonnummer, announced: SWEDISH },
  { rule: 'se_personnummer', groups: [12], valid: isPersonnummer, announced: SWEDISH },
  { rule: 'se_personnummer', groups: [6, 4], valid: isPersonnummer, announced: SWEDISH },
  { rule: 'se_personnummer', groups: [8, 4], valid: isPersonnummer, announced: SWEDISH },
  { rule: 'pl_pesel', groups: [11], valid: isPesel, announced: PESEL },
  { rule: 'de_tax_id', groups: [11], valid: isGermanTaxId, announced: TAX },
  { rule: 'de_tax_id', groups: [2, 3, 3, 3], valid: isGermanTaxId, announced: TAX },
  { rule: 'fr_nir', groups: [15], valid: isNir, announced: NIR },
  { rule: 'fr_nir', groups: [13, 2], valid: isNir, announced: NIR },
  { rule: 'fr_nir', groups: [1, 2, 2, 2, 3, 3, 2], valid: isNir, separator: ' ' },
];

/** Sizes of a first and a second group that any form has, at most 15 and 4. */
const SIZES = 16;

/** Forms by the sizes of their first two groups (0 for no second one), so that most numbers of a text meet none. */
const BY_SIZES: readonly (readonly Form[])[] = Array.from({ length: SIZES * SIZES }, (_, sizes) =>
  FORMS.filter(({ groups: [first = 0, second = 0] }) => first * SIZES + second === sizes),
);

const NO_FORMS: readonly Form[] = [];

/** A national number that begins with the digits `start..end`. */
export function nationalNumberAt(text: string, start: number, end: number, hint: string): NationalId | undefined {
  const length = end - start;
  if (length >= SIZES) return undefined;
  const together = BY_SIZES[length * SIZES] ?? NO_FORMS;
  const separator = separatorAt(text, end);
  const second = groupSize(text, end);
  const inGroups = second === 0 ? NO_FORMS : (BY_SIZES[length * SIZES + second] ?? NO_FORMS);
  if (together.length === 0 && inGroups.length === 0) return undefined;
  const third = inGroups.length === 0 ? 0 : groupSize(text, end + separator + second);
  if (
    (together.length === 0 && !inGroups.some(({ groups }) => groups.length < 3 || groups[2] === third)) ||
    isPartOfMore(text, start)
  )
    return undefined;
  return formAt(together, 0, text, start, hint) ?? formAt(inGroups, third, text, start, hint);
}

/** Digits behind the separator at `index`, 0 when there is none. */
function groupSize(text: string, index: number): number {
  const separator = separatorAt(text, index);
  return separator === 0 ? 0 : digitsEnd(text, index + separator, 8) - index - separator;
}

/** @param third size of the third group */
function formAt(
  forms: readonly Form[],
  third: number,
  text: string,
  start: number,
  hint: string,
): NationalId | undefined {
  for (const form of forms) {
    if (form.groups.length > 2 && form.groups[2] !== third) continue;
    const formEnd = endOf(text, start, form);
    if (formEnd === 0) continue;
    if (!form.valid(text.slice(start, formEnd).replace(/%20|%C2%A0|\D/g, ''))) continue;
    const isBelieved =
      form.announced === undefined
        ? verdictBefore(text, start, hint, NOT_A_PERSON) === undefined
        : isAnnounced(text, start, hint, form.announced);
    if (isBelieved) return { rule: form.rule, end: formEnd };
  }
  return undefined;
}

/** After a digit and `-`, `.` or `/`, digits belong to a date, a telephone number or a longer identifier. */
function isPartOfMore(text: string, start: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  return (before === 0x2d || before === 0x2e || before === 0x2f || before === 0x2b) && isWordAt(text, start - 2);
}

function endOf(text: string, start: number, form: Form): number {
  let index = start;
  let first = -1;
  for (let position = 0; position < form.groups.length; position++) {
    const size = form.groups[position] ?? 0;
    if (position > 0) {
      const separator = separatorAt(text, index);
      if (separator === 0) return 0;
      const unit = text.charCodeAt(index);
      if (form.separator !== undefined && unit !== form.separator.charCodeAt(0)) return 0;
      if (first >= 0 && text.charCodeAt(first) !== unit) return 0;
      if (first < 0) first = index;
      index += separator;
    }
    const end = digitsEnd(text, index, size + 1);
    if (end - index !== size) return 0;
    index = end;
  }
  const after = index < text.length ? text.charCodeAt(index) : 0;
  if (isWordAt(text, index) || ((after === 0x2d || after === 0x2e || after === 0x3a) && isWordAt(text, index + 1)))
    return 0;
  return index;
}

/** A national number with letters: the word `start..end` and, for numbers written in groups, what follows it. */
export function nationalWordAt(text: string, start: number, end: number, hint: string): NationalId | undefined {
  // The first characters tell nearly every other word – hexadecimal identifiers above all – apart without a copy of it.
  switch (end - start) {
    case 16:
      return areLetters(text, start, 6) && isCodiceFiscale(text.slice(start, end))
        ? { rule: 'it_codice_fiscale', end }
        : undefined;
    case 15:
      return isDigitAt(text, start) && isLetterAt(text, start + 6) && isNir(text.slice(start, end).toUpperCase())
        ? announced('fr_nir', text, start, end, hint, NIR)
        : undefined;
    case 9:
      if (isDigitAt(text, start + 1))
        return isLetterAt(text, end - 1) && isDni(text.slice(start, end))
          ? announced('es_dni', text, start, end, hint, DNI)
          : undefined;
      return areLetters(text, start, 2) && isNino(text.slice(start, end))
        ? announced('gb_nino', text, start, end, hint, NINO)
        : undefined;
    case 2:
      return spacedNino(text, start);
    default:
      return undefined;
  }
}

const isLetterAt = (text: string, index: number): boolean => (kindAt(text, index) & (LOWER | UPPER)) !== 0;

function areLetters(text: string, start: number, count: number): boolean {
  for (let index = start; index < start + count; index++) if (!isLetterAt(text, index)) return false;
  return true;
}

const announced = (
  rule: NationalRule,
  text: string,
  start: number,
  end: number,
  hint: string,
  phrases: RegExp,
): NationalId | undefined => (isAnnounced(text, start, hint, phrases) ? { rule, end } : undefined);

/** `AB 12 34 56 C`: its groups make it distinctive. */
function spacedNino(text: string, start: number): NationalId | undefined {
  if (text.charCodeAt(start + 5) !== 0x20 || text.charCodeAt(start + 8) !== 0x20) return undefined;
  const written = /^[A-Z]{2} \d{2} \d{2} \d{2} [A-D]/.exec(text.slice(start, start + 13))?.[0];
  if (written === undefined || isWordAt(text, start + written.length)) return undefined;
  return isNino(written.replaceAll(' ', '')) ? { rule: 'gb_nino', end: start + written.length } : undefined;
}

/** `12345678-Z`: eight digits, a hyphen and the letter. */
export function dniWithHyphenAt(text: string, start: number, end: number, hint: string): NationalId | undefined {
  const letter = end + 1;
  if (end - start !== 8 || text.charCodeAt(end) !== 0x2d || isWordAt(text, letter + 1)) return undefined;
  const id = text.slice(start, end) + text.charAt(letter);
  return isDni(id) && isAnnounced(text, start, hint, DNI) ? { rule: 'es_dni', end: letter + 1 } : undefined;
}
