import type { FieldDescription } from '../contract/index.js';
import type { Json } from '../record/index.js';

/** How a value is compared with its declaration. */
export interface FieldCheck {
  /** Whether an entry without it is one too few. */
  readonly required: boolean;
  /** Whether the value is of the declared type; `null` is no value and not asked about. */
  readonly fits: (value: Json) => boolean;
  /** Looks into a value that fits. */
  readonly inside?: (value: Json, report: Report) => void;
}

/** Told what is not as declared: the path of the field, and what was there instead. */
export type Report = (kind: 'unknown_field' | 'missing_field' | 'wrong_type', field: string, found: string) => void;

/** Compares the members of an object with the fields it is declared to have. */
export type FieldsCheck = (values: { readonly [name: string]: Json | undefined }, report: Report) => void;

/** Items looked at of one array: the first tell what it holds. */
const ITEMS = 32;

/** A value of any type, which may be absent. */
export const ANYTHING: FieldCheck = { required: false, fits: () => true };

const isText = (value: Json): boolean => typeof value === 'string';
const isNumber = (value: Json): boolean =>
  typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
const isIdentifier = (value: Json): boolean => typeof value === 'string' || typeof value === 'number';
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const WHOLE = /^-?\d+$/;
/** RFC 3339 and what JavaScript's Date reads of ISO 8601: a date, or a date and a time. */
const DATE = /^[+-]?\d{4,6}-\d\d-\d\d(?:[Tt ]\d\d:\d\d|$)/;
const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Kinds whose values are compared as a whole. As JSON writes them: a decimal and an id as text, a moment as RFC 3339. */
const FITS: Readonly<Record<string, (value: Json) => boolean>> = {
  string: isText,
  number: isNumber,
  duration: isNumber,
  integer: (value) => Number.isInteger(value) || (typeof value === 'string' && WHOLE.test(value)),
  boolean: (value) => typeof value === 'boolean',
  decimal: (value) => typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value)),
  date: (value) => typeof value === 'string' && DATE.test(value),
  id: isIdentifier,
  object: isIdentifier,
};

/**
 * Whether something stands in the place of a value: `[secret]`, `[email]`, `[7 more]`, `[too deep]`. The library and the server write
 * masks and marks in brackets, whatever the type of the field.
 */
const isMark = (value: Json): boolean => typeof value === 'string' && value.startsWith('[') && value.endsWith(']');

/** Compiles the check of one field. A kind that is not known here is not compared. */
function fieldCheck(field: FieldDescription, path: string): FieldCheck {
  const { strategy } = field;
  const required = field.optional !== true && strategy !== 'drop' && field.class !== 'secret';
  // What comes is another value than the application gave: a pseudonym, a cipher.
  if (strategy === 'encrypt') return { required, fits: () => true };
  const check = { required, ...valueCheck(field, path) };
  if (strategy !== 'tokenise' && strategy !== 'mask') return check;
  return { ...check, fits: (value) => typeof value === 'string' || check.fits(value) };
}

function valueCheck(field: FieldDescription, path: string): Omit<FieldCheck, 'required'> {
  if (field.type === 'enum' && field.values !== undefined) {
    const values: ReadonlySet<Json> = new Set(field.values);
    return { fits: (value) => values.has(value) };
  }
  if (field.type === 'array') {
    const fits = (value: Json): boolean => Array.isArray(value);
    return field.item === undefined ? { fits } : { fits, inside: itemsCheck(field.item, `${path}[]`) };
  }
  if (field.type === 'nested') {
    const members = fieldsCheck(compileFields(field.fields ?? {}, `${path}.`), `${path}.`);
    return { fits: isObject, inside: (value, report) => isObject(value) && members(value, report) };
  }
  const fits = Object.hasOwn(FITS, field.type) ? FITS[field.type] : undefined;
  return { fits: fits ?? ANYTHING.fits };
}

function itemsCheck(item: FieldDescription, path: string): NonNullable<FieldCheck['inside']> {
  const check = fieldCheck(item, path);
  return (value, report) => {
    if (!Array.isArray(value)) return;
    const count = Math.min(value.length, ITEMS);
    for (let index = 0; index < count; index++) compare(check, value[index], path, report);
  };
}

function compare(check: FieldCheck, value: Json, path: string, report: Report): void {
  if (value === null) return;
  if (check.fits(value)) check.inside?.(value, report);
  else if (!isMark(value)) report('wrong_type', path, kindOf(value));
}

/** The checks of declared fields, by name. */
export const compileFields = (
  fields: Readonly<Record<string, FieldDescription>>,
  prefix: string,
): Map<string, FieldCheck> =>
  new Map(Object.entries(fields).map(([name, field]) => [name, fieldCheck(field, prefix + name)]));

/**
 * Compares all members of an object at once. Those as declared cost a look-up and a comparison each.
 *
 * @param prefix what stands before a name in the path of its field: `address.`
 * @param isKnown whether a name may be there although it is not declared
 */
export function fieldsCheck(
  checks: ReadonlyMap<string, FieldCheck>,
  prefix: string,
  isKnown: (name: string) => boolean = () => false,
): FieldsCheck {
  const required = [...checks].flatMap(([name, check]) => (check.required ? [name] : []));
  return (values, report) => {
    let missing = required.length;
    for (const name in values) {
      const value = values[name];
      if (value === undefined) continue;
      const check = checks.get(name);
      if (check === undefined) {
        if (!isKnown(name)) report('unknown_field', prefix + name, kindOf(value));
      } else if (value !== null) {
        if (check.required) missing--;
        compare(check, value, prefix + name, report);
      }
    }
    if (missing === 0) return;
    for (const name of required) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined || value === null) report('missing_field', prefix + name, 'nothing');
    }
  };
}

/** The JSON type of a value. */
export const kindOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
