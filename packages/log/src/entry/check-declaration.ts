import { LEVELS } from '../level.js';
import type { EntryType } from './entry-type.js';
import { EntryTypeError } from './errors.js';
import type { Field, Fields } from './field.js';
import { messagePieces } from './message-template.js';
import { isOwnName, isStandardName } from './reserved-names.js';
import { strategyProblem } from './strategy-problem.js';

const ENTRY_NAME = /^[a-z][a-z0-9]*([._][a-z0-9]+)*$/;
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const CLASSES: readonly string[] = ['public', 'internal', 'pii', 'sensitive', 'secret'];
const STREAMS: readonly string[] = ['app', 'audit', 'security', 'access'];

/** Refuses what is no declaration at all, before anything of it is read: what the type system says, for those who write JavaScript. */
export function checkShape(name: unknown, definition: unknown): void {
  const called = typeof name === 'string' ? name : typeof name;
  if (typeof name !== 'string')
    throw new EntryTypeError('bad-name', called, 'the name must be a text: invoice.approved');
  if (typeof definition !== 'object' || definition === null) {
    throw new EntryTypeError('bad-value', called, 'say what it is: { level, message, fields }');
  }
  const { message, fields = {} } = definition as { message?: unknown; fields?: unknown };
  if (typeof message !== 'string') throw new EntryTypeError('bad-value', called, 'message must be a text');
  if (typeof fields !== 'object' || fields === null || '~standard' in fields) {
    throw new EntryTypeError(
      'bad-value',
      called,
      'fields must be an object of fields; a schema goes in as { ...f.schema(schema) }',
    );
  }
  for (const [key, field] of Object.entries(fields)) {
    if (isField(field)) continue;
    const hint = isSchema(field)
      ? 'a schema goes in whole: fields: { ...f.schema(schema) }'
      : 'make one with f, as in f.string()';
    throw new EntryTypeError('bad-value', called, `'${key}' is no field: ${hint}`);
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' || typeof value === 'function') && value !== null;

const isSchema = (value: unknown): boolean => isObject(value) && '~standard' in value;

/** Whether it is a field. Schemas have a `type` as well, a text. */
const isField = (value: unknown): boolean =>
  isObject(value) && 'type' in value && isObject(value.type) && 'kind' in value.type;

/** Refuses a declaration that contradicts itself: what the type system says, for those who write JavaScript. */
export function checkDeclaration(type: EntryType): void {
  const { name } = type;
  if (!ENTRY_NAME.test(name) || name.length > 128) {
    throw new EntryTypeError('bad-name', name, 'the name must be lower-case words joined by dots: invoice.approved');
  }
  if (!Object.hasOwn(LEVELS, type.level)) {
    throw new EntryTypeError('bad-value', name, `level must be one of ${Object.keys(LEVELS).join(', ')}`);
  }
  if (!STREAMS.includes(type.stream)) {
    throw new EntryTypeError('bad-value', name, `stream must be one of ${STREAMS.join(', ')}`);
  }
  if (!Number.isSafeInteger(type.version) || type.version < 1 || type.version > 65_535) {
    throw new EntryTypeError('bad-value', name, 'version must be a whole number from 1 to 65535');
  }
  for (const [fieldName, field] of Object.entries(type.fields)) checkField(type, fieldName, field);
  checkFieldNames(name, type.fields);
  checkErrors(type);
  for (const piece of messagePieces(type.message)) {
    if ('field' in piece && !Object.hasOwn(type.fields, piece.field)) {
      throw new EntryTypeError(
        'unknown-placeholder',
        name,
        `the message names {${piece.field}}, which is no field of it`,
      );
    }
  }
}

function checkField(type: EntryType, fieldName: string, field: Field): void {
  if (field.type.kind === 'object' && typeof field.type.objectType !== 'string') {
    const hint = `say of which type the object '${fieldName}' is: f.object('invoice', { … })`;
    throw new EntryTypeError('bad-value', type.name, hint);
  }
  const standard = field.type.kind === 'standard';
  if (isOwnName(fieldName)) {
    throw new EntryTypeError(
      'reserved-field',
      type.name,
      `'${fieldName}' is written by the library itself; use another name`,
    );
  }
  if (isStandardName(fieldName) && !standard) {
    throw new EntryTypeError(
      'reserved-field',
      type.name,
      `'${fieldName}' is a standard field: declare it with f.standard()`,
    );
  }
  if (standard && !isStandardName(fieldName)) {
    throw new EntryTypeError('not-standard', type.name, `'${fieldName}' is not a standard field: declare its kind`);
  }
  if (field.subject !== undefined && !Object.hasOwn(type.fields, field.subject) && !isStandardName(field.subject)) {
    throw new EntryTypeError(
      'unknown-subject',
      type.name,
      `subject '${field.subject}' of '${fieldName}' is no field of it`,
    );
  }
}

/** What holds for fields inside objects as well. */
function checkFieldNames(typeName: string, fields: Fields): void {
  for (const [name, field] of Object.entries(fields)) {
    if (!FIELD_NAME.test(name) || name === '__proto__') {
      throw new EntryTypeError(
        'bad-field-name',
        typeName,
        `field '${name}' must consist of letters, digits and underscores`,
      );
    }
    if (field.class !== undefined && !CLASSES.includes(field.class)) {
      throw new EntryTypeError(
        'bad-value',
        typeName,
        `'${name}' has the class '${field.class}', which is none of ${CLASSES.join(', ')}`,
      );
    }
    if (!hasValues(field)) {
      const hint = `say which values '${name}' has: f.enum(['card', 'invoice'])`;
      throw new EntryTypeError('bad-value', typeName, hint);
    }
    const problem = strategyProblem(name, field);
    if (problem !== undefined) throw new EntryTypeError('bad-strategy', typeName, `'${name}' ${problem}`);
    if (field.type.kind === 'nested') checkFieldNames(typeName, field.type.fields);
  }
}

/** Whether a field, or what a list is made of, is no enumeration of nothing. */
function hasValues({ type }: Field): boolean {
  if (type.kind === 'array') return hasValues(type.item);
  if (type.kind !== 'enum') return true;
  const values: unknown = type.values;
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string');
}

function checkErrors(type: EntryType): void {
  const errors = Object.keys(type.fields).filter((name) => type.fields[name]?.type.kind === 'error');
  if (errors.length > 1) {
    const names = errors.join(', ');
    throw new EntryTypeError('two-errors', type.name, `only one field can be the error, but there are ${names}`);
  }
}
