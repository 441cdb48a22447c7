import type { FieldDescription } from '../contract/index.js';
import type { Json } from '../record/index.js';

/** How a value is compared with its declaration. */
interface ValueCheck {
  /** What most values that fit can be told by without a call. */
  readonly glance: Glance;
  /** The values there are, where they are few. */
  readonly few?: readonly Json[];
  /** Whether the value is of the declared type; `null` is no value and not asked about. */
  readonly fits: (value: Json) => boolean;
  /** Looks into a value that fits. */
  readonly inside?: ((value: Json, report: Report) => void) | undefined;
}

/** A field ready to be compared. */
class FieldCheck {
  readonly name: string;
  /** Where it is, from the entry on: `address.street`. */
  readonly path: string;
  /** 1 when an entry without it is one too few. */
  readonly required: 0 | 1;
  readonly glance: Glance;
  readonly few: readonly Json[];
  readonly value: ValueCheck;
  /** The field that came behind this one last time, and the one that did so before: entries of one type mostly look alike. */
  next: FieldCheck = this;
  other: FieldCheck = this;
  constructor(name: string, path: string, required: boolean, value: ValueCheck) {
    this.name = name;
    this.path = path;
    this.required = required ? 1 : 0;
    this.glance = value.glance;
    this.few = value.few ?? [];
    this.value = value;
  }
}

/** The declared fields of an object by name. */
export type Fields = ReadonlyMap<string, FieldCheck>;

/** Told what is not as declared: the path of the field, and what was there instead. */
export type Report = (kind: 'unknown_field' | 'missing_field' | 'wrong_type', field: string, found: string) => void;

/**
 * Compares the members of an object with the fields it is declared to have.
 *
 * @param isPart whether a name that is not declared may be there in this one object
 */
export type FieldsCheck = (
  values: { readonly [name: string]: Json | undefined },
  report: Report,
  isPart?: (name: string) => boolean,
) => void;

/** Items looked at of one array: the first tell what it holds. */
const ITEMS = 32;

/**
 * Kinds of values that fit for sure. Whatever is none of them is looked at closely: `NEVER` is none. Numbers, as choosing by one costs
 * a jump.
 */
const NEVER = 0;
const ALWAYS = 1;
const A_TEXT = 2;
const A_NUMBER = 3;
const A_WHOLE_NUMBER = 4;
const A_BOOLEAN = 5;
const AN_AMOUNT = 6;
const AN_IDENTIFIER = 7;
const ONE_OF_FEW = 8;
type Glance =
  | typeof NEVER
  | typeof ALWAYS
  | typeof A_TEXT
  | typeof A_NUMBER
  | typeof A_WHOLE_NUMBER
  | typeof A_BOOLEAN
  | typeof AN_AMOUNT
  | typeof AN_IDENTIFIER
  | typeof ONE_OF_FEW;

/** So many values are sooner compared one by one than looked up. */
const FEW = 8;

const GLANCES: Readonly<Record<string, Glance>> = {
  string: A_TEXT,
  number: A_NUMBER,
  duration: A_NUMBER,
  integer: A_WHOLE_NUMBER,
  boolean: A_BOOLEAN,
  decimal: AN_AMOUNT,
  id: AN_IDENTIFIER,
  object: AN_IDENTIFIER,
};

function fitsAtAGlance(glance: Glance, value: Json | undefined, few: readonly Json[]): boolean {
  switch (glance) {
    case ONE_OF_FEW:
      return value !== undefined && isOneOf(few, value);
    case A_TEXT:
      return typeof value === 'string';
    case A_NUMBER:
      return typeof value === 'number';
    case A_WHOLE_NUMBER:
      return typeof value === 'number' && Number.isInteger(value);
    case A_BOOLEAN:
      return typeof value === 'boolean';
    case AN_AMOUNT:
      return typeof value === 'string' && isPlainAmount(value);
    case AN_IDENTIFIER:
      return typeof value === 'string' || typeof value === 'number';
    default:
      return glance === ALWAYS;
  }
}

/** A few values are sooner compared one by one than looked up. */
export function isOneOf(few: readonly Json[], value: Json): boolean {
  for (let index = 0; index < few.length; index++) if (few[index] === value) return true;
  return false;
}

/** Longest amount that is told at a glance. */
const PLAIN_AMOUNT = 20;

/** Digits with at most one point, `129.90`: the usual amount costs a fifth of the regular expression. */
function isPlainAmount(text: string): boolean {
  const { length } = text;
  if (length > PLAIN_AMOUNT) return false;
  let points = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) points++;
    else if (code < 0x30 || code > 0x39) return false;
  }
  return points <= 1 && length > points;
}

const ANYTHING = (): boolean => true;

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

/** How the values of a field are compared. A kind that is not known here is not compared. */
function valueCheck(field: FieldDescription, path: string): ValueCheck {
  const { strategy } = field;
  // What comes is another value than the application gave: a pseudonym, a cipher.
  if (strategy === 'encrypt') return { glance: NEVER, fits: ANYTHING };
  const check = plainCheck(field, path);
  if (strategy !== 'tokenise' && strategy !== 'mask') return check;
  return { ...check, fits: (value) => typeof value === 'string' || check.fits(value) };
}

function plainCheck(field: FieldDescription, path: string): ValueCheck {
  if (field.type === 'enum' && field.values !== undefined) {
    const { values } = field;
    const all: ReadonlySet<Json> = new Set(values);
    return { glance: values.length <= FEW ? ONE_OF_FEW : NEVER, few: values, fits: (value) => all.has(value) };
  }
  if (field.type === 'array') {
    const fits = (value: Json): boolean => Array.isArray(value);
    return { glance: NEVER, fits, inside: field.item && itemsCheck(field.item, `${path}[]`) };
  }
  if (field.type === 'nested') {
    const members = fieldsCheck(compileFields(field.fields ?? {}, `${path}.`), `${path}.`);
    return { glance: NEVER, fits: isObject, inside: (value, report) => isObject(value) && members(value, report) };
  }
  if (!Object.hasOwn(FITS, field.type)) return { glance: NEVER, fits: ANYTHING };
  return { glance: GLANCES[field.type] ?? NEVER, fits: FITS[field.type] ?? ANYTHING };
}

function itemsCheck(item: FieldDescription, path: string): NonNullable<ValueCheck['inside']> {
  const check = valueCheck(item, path);
  return (value, report) => {
    if (!Array.isArray(value)) return;
    const count = Math.min(value.length, ITEMS);
    for (let index = 0; index < count; index++) compare(check, value[index], path, report);
  };
}

function compare(check: ValueCheck, value: Json, path: string, report: Report): void {
  if (value === null) return;
  if (check.fits(value)) check.inside?.(value, report);
  else if (!isMark(value)) report('wrong_type', path, kindOf(value));
}

/** Compiles the checks of declared fields. */
export function compileFields(fields: Readonly<Record<string, FieldDescription>>, prefix: string): Fields {
  const checks = Object.entries(fields).map(([name, field]) => {
    const required = field.optional !== true && field.strategy !== 'drop' && field.class !== 'secret';
    return new FieldCheck(name, prefix + name, required, valueCheck(field, prefix + name));
  });
  for (const [index, check] of checks.entries()) check.next = checks[index + 1] ?? check;
  return new Map(checks.map((check) => [check.name, check]));
}

/**
 * Compares all members of an object at once. Those as declared, in the order of the last entries, cost two comparisons each; those in
 * another order a look-up.
 *
 * @param prefix what stands before a name in the path of its field: `address.`
 * @param isFree whether a name may be in any such object although it is not declared
 */
export function fieldsCheck(
  declared: Fields,
  prefix: string,
  isFree: (name: string) => boolean = () => false,
): FieldsCheck {
  const known = new Map(declared);
  const required = [...declared.values()].filter((check) => check.required === 1);

  /** Free names become known as they appear, so that there are few of them in memory and they too are told by their order. */
  function learn(name: string): FieldCheck | undefined {
    const check = known.get(name);
    if (check !== undefined || !isFree(name)) return check;
    const free = new FieldCheck(name, prefix + name, false, { glance: ALWAYS, fits: ANYTHING });
    known.set(name, free);
    return free;
  }

  // What the first member of an object is behind.
  const start = new FieldCheck('', '', false, { glance: NEVER, fits: ANYTHING });
  start.next = [...declared.values()][0] ?? start;

  return (values, report, isPart) => {
    let missing = required.length;
    let last = start;
    for (const name in values) {
      const value = values[name];
      let check = last.next;
      if (check.name !== name || check === start) {
        check = last.other;
        if (check.name !== name || check === start) {
          const found = learn(name);
          if (found === undefined) {
            if (value !== undefined && !isPart?.(name)) report('unknown_field', prefix + name, kindOf(value));
            continue;
          }
          last.other = last.next;
          last.next = found;
          check = found;
        }
      }
      last = check;
      if (fitsAtAGlance(check.glance, value, check.few)) missing -= check.required;
      else if (value !== undefined && value !== null) {
        missing -= check.required;
        compare(check.value, value, check.path, report);
      }
    }
    if (missing === 0) return;
    for (const { name, path } of required) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined || value === null) report('missing_field', path, 'nothing');
    }
  };
}

/** The JSON type of a value. */
export const kindOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
