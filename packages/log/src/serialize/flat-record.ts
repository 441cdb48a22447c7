import type { Redaction } from '../redaction/redaction.js';
import { escaped, MAX_STRING } from './escape.js';
import { MASK_JSON } from './hidden.js';

/** Properties of a record that is written here; more are a matter of limits. */
const MAX_PROPERTIES = 32;

/** Code units of a property's name, below the limit of `redactValue`. */
const MAX_KEY = 200;

/**
 * The JSON of a plain object that holds nothing but scalars – query parameters, headers, most free-form fields – at a fraction of the cost of the
 * walk that takes anything, and exactly what that walk makes of it.
 *
 * @returns `undefined` when the value is not like that, or a getter throws
 */
export function flatRecordJson(value: object, redaction: Redaction): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  try {
    const names = Object.keys(value);
    if (names.length > MAX_PROPERTIES || 'toJSON' in value) return undefined;
    let json = '';
    for (const name of names) {
      if (name.length > MAX_KEY) return undefined;
      const scalar = redaction.isSecret(name) ? MASK_JSON : scalarJson(Reflect.get(value, name), name, redaction);
      if (scalar === undefined) return undefined;
      if (scalar !== '') json += `${json === '' ? '' : ','}"${escaped(name)}":${scalar}`;
    }
    return `{${json}}`;
  } catch {
    return undefined;
  }
}

/** @returns the empty string for a value that is left out, `undefined` for one that is no scalar */
function scalarJson(value: unknown, name: string, redaction: Redaction): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_STRING ? undefined : `"${escaped(redaction.text(value, name))}"`;
    case 'number':
      return value - value === 0 ? JSON.stringify(value) : `"${value}"`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return '';
    default:
      return value === null ? 'null' : undefined;
  }
}
