import { passesLuhn } from '../scan/luhn.js';

// The sources named here are where each rule is defined; the rules were written from general knowledge and tried on well-known examples.
const digit = (text: string, index: number): number => text.charCodeAt(index) - 48;

/** Sum of digit × weight. */
const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + digit(digits, index) * weight, 0);

/** Whether `yymmdd` is a date of some century. */
const isDate = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;

const number = (digits: string, start: number, end: number): number => Number(digits.slice(start, end));

/** US social security number: area not 000, 666 or 9xx, group not 00, serial not 0000 (SSA, POMS RM 10201.035). */
export function isSsn(digits: string): boolean {
  const area = digits.slice(0, 3);
  return (
    /^[0-8]/.test(area) &&
    area !== '000' &&
    area !== '666' &&
    digits.slice(3, 5) !== '00' &&
    digits.slice(5) !== '0000' &&
    // 111-22-3333 and the like are examples: three groups of one digit each, or all digits in a row.
    !/^(\d)\1\1(\d)\2(\d)\3{3}$/.test(digits) &&
    digits !== '123456789'
  );
}

/** US individual taxpayer identification number: 9xx, fourth and fifth digit 50–65, 70–88, 90–92, 94–99 (IRS, Publication 1915). */
export function isItin(digits: string): boolean {
  const group = number(digits, 3, 5);
  return (
    digits.startsWith('9') &&
    ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94)
  );
}

/** NHS number: ten digits, weights 10 to 2 mod 11 (NHS Data Dictionary). */
export function isNhs(digits: string): boolean {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && check % 11 === digit(digits, 9) && !/^(\d)\1+$/.test(digits);
}

/** German tax id: eleven digits, not 0 first, ISO 7064 mod 11,10, one digit two or three times among the first ten (BZSt). */
export function isGermanTaxId(digits: string): boolean {
  if (digits.startsWith('0')) return false;
  let product = 10;
  for (let index = 0; index < 10; index++) {
    const sum = (digit(digits, index) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (
    (11 - product) % 10 === digit(digits, 10) &&
    new Set(digits.slice(0, 10)).size >= 7 &&
    new Set(digits.slice(0, 10)).size <= 9
  );
}

/** French social security number (NIR): sex, year, month, department (2A, 2B), commune, order, key 97 − n mod 97 (INSEE). */
export function isNir(nir: string): boolean {
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)\d[\dAB]\d{6}\d{2}$/.test(nir)) return false;
  const corsica = nir.charAt(6) === 'A' ? 1_000_000 : nir.charAt(6) === 'B' ? 2_000_000 : 0;
  const body = Number(nir.slice(0, 13).replace(/[AB]/, '0')) - corsica;
  return 97 - (body % 97) === Number(nir.slice(13));
}

/** Spanish DNI and NIE: the letter is the number mod 23 in `TRWAGMYFPDXBNJZSQVHLCKE`; X, Y, Z count as 0, 1, 2. */
export function isDni(text: string): boolean {
  const id = text.toUpperCase();
  if (!/^[XYZ\d]\d{7}[A-Z]$/.test(id)) return false;
  const value = Number(id.slice(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(value % 23) === id.charAt(8);
}

/** Values of characters at odd positions of an Italian tax code, for 0–9 and A–Z (Decreto 23 dicembre 1976). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Three letters of a surname or a name: consonants, then vowels, then `X` where there are too few. */
const NAME =
  '(?:[B-DF-HJ-NP-TV-Z]{3}|[B-DF-HJ-NP-TV-Z]{2}[AEIOU]|[B-DF-HJ-NP-TV-Z][AEIOU]{2}|[AEIOU]{3}|[B-DF-HJ-NP-TV-Z][AEIOU]X|[AEIOU]{2}X)';

const CODICE_FISCALE = new RegExp(`^${NAME}{2}[\\dL-NP-V]{2}[ABCDEHLMPRST][\\dL-NP-V]{2}[A-Z][\\dL-NP-V]{3}[A-Z]$`);

/** Letters that stand for the digits 0 to 9 where two persons would have the same code (omocodia). */
const OMOCODIA = 'LMNPQRSTUV';

/**
 * Italian tax code of a person: 16 characters in one case, names, date of birth (the day of women + 40), municipality and a check letter; digits may be
 * replaced by letters. What has the digits of hexadecimal numbers only is one of those.
 */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  if (text !== code && text !== text.toLowerCase()) return false;
  if (!CODICE_FISCALE.test(code) || /^[\dA-F]+$/.test(code)) return false;
  const day = Number(code.slice(9, 11).replace(/[A-Z]/g, (letter) => String(OMOCODIA.indexOf(letter))));
  if (day % 40 === 0 || day % 40 > 31 || day > 71) return false;
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const unit = code.charCodeAt(index);
    const value = unit >= 65 ? unit - 65 : unit - 48;
    sum += index % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return sum % 26 === code.charCodeAt(15) - 65;
}

/** Polish PESEL: eleven digits, date of birth with the century in the month, weights 1 3 7 9 (Ministry of Digital Affairs). */
export const isPesel = (digits: string): boolean =>
  isDate(number(digits, 2, 4) % 20, number(digits, 4, 6)) &&
  (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digit(digits, 10);

/** Swedish personal identity number: date of birth (day + 60 in a coordination number), Luhn over ten digits (Skatteverket). */
export function isPersonnummer(digits: string): boolean {
  const ten = digits.slice(-10);
  const day = number(ten, 4, 6);
  return isDate(number(ten, 2, 4), day > 60 ? day - 60 : day) && passesLuhn(ten);
}

/** Dutch BSN: nine digits, weights 9 to 2 and −1, divisible by 11 (Rijksdienst voor Identiteitsgegevens). */
export const isBsn = (digits: string): boolean =>
  weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !/^(\d)\1+$/.test(digits);

/** UK national insurance number: two letters of the allowed ones, six digits, A to D (HMRC, NIM39110). */
export const isNino = (text: string): boolean =>
  /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/i.test(text);
