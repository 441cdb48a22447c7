import type { EntryType } from '../entry/entry-type.js';
import { INVALID_FIELDS } from '../entry/invalid-fields.js';
import type { SchemaCheck } from '../entry/schema-check.js';
import { isHidden, writtenFields } from './hidden.js';

/** The values of an entry as they are to be written. Throws what a getter throws. */
export type CheckedValues = (values: object) => object;

/**
 * Puts the values of a type through its schemas: what a schema gives back is written; what it refuses is written as it was given, and
 * named.
 *
 * @param onInvalid called for each entry of which something was refused
 * @returns `undefined` for a type without a schema
 */
export function checkedValues(type: EntryType, onInvalid: () => void): CheckedValues | undefined {
  const namesBy = new Map<SchemaCheck | undefined, string[]>();
  for (const [name, field] of writtenFields(type.fields)) {
    if (!isHidden(name, field)) namesBy.set(field.check, [...(namesBy.get(field.check) ?? []), name]);
    else if (!namesBy.has(field.check)) namesBy.set(field.check, []);
  }
  const own = namesBy.get(undefined)?.filter((name) => name !== INVALID_FIELDS) ?? [];
  const checks = [...namesBy].flatMap(([check, names]) => (check === undefined ? [] : [{ check, names }]));
  if (checks.length === 0) return undefined;
  return (values) => {
    const written: Record<string, unknown> = {};
    const invalid: string[] = [];
    for (const name of own) written[name] = Reflect.get(values, name);
    for (const { check, names } of checks) {
      const checked = check.check(values);
      if ('refused' in checked) invalid.push(...checked.refused);
      const source = 'refused' in checked ? values : checked.values;
      for (const name of names) written[name] = Reflect.get(source, name);
    }
    if (invalid.length > 0) {
      written[INVALID_FIELDS] = invalid;
      onInvalid();
    }
    return written;
  };
}
