import { declare, type Fields } from './declared-field.js';
import { EntryTypeError } from './errors.js';

/** The field that names the values a schema has refused. */
export const INVALID_FIELDS = 'invalid_fields';

const invalidFields = declare(
  { kind: 'array', item: declare({ kind: 'string' }, undefined) },
  { optional: true, description: 'Fields whose values the schema refused; * for the whole.' },
);

/** The fields of a declaration, and beside those of a schema the one that marks an entry it refuses. */
export function withInvalidFields(typeName: string, fields: Fields): Fields {
  const checks = new Set(Object.values(fields).map(({ check }) => check));
  checks.delete(undefined);
  if (checks.size === 0) return { ...fields };
  if (Object.hasOwn(fields, INVALID_FIELDS)) {
    const problem = `'${INVALID_FIELDS}' is written by the library itself beside the fields of a schema; use another name`;
    throw new EntryTypeError('reserved-field', typeName, problem);
  }
  if ([...checks].some((check) => check?.isAsync)) {
    const problem = 'its schema is asynchronous, and a log call cannot wait; give one that answers at once';
    throw new EntryTypeError('async-schema', typeName, problem);
  }
  return { ...fields, [INVALID_FIELDS]: invalidFields };
}
