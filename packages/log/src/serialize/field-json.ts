import { boundedText } from '@heartwood/redact';
import type { Field, FieldType } from '../entry/field.js';
import type { Protection } from '../protection/protection.js';
import type { Redaction } from '../redaction/redaction.js';
import { ErrorJson } from './error-json.js';
import { escaped, MAX_STRING } from './escape.js';
import { isHidden, MASK_JSON, writtenFields } from './hidden.js';
import { numberJson, valueJson } from './value-json.js';

/** Writes the value of one field as JSON. A value of the wrong type is still written, as what it is. */
export type FieldJson = (value: unknown) => string;

/** What the writers of fields work with. */
export interface Writing {
  readonly redaction: Redaction;
  readonly protection: Protection;
}

/** Items kept of one declared array. */
export const MAX_ITEMS = 200;

/** The writer of one declared field, which is not dropped. */
export function fieldJson(name: string, field: Field, writing: Writing): FieldJson {
  const { type, strategy, keep } = field;
  const plain = type.kind === 'standard' ? standardJson(name, writing.redaction) : plainJson(type, writing);
  if (strategy === undefined || strategy === 'drop') return plain;
  const protect = writing.protection.of(strategy, keep);
  return (value) => {
    if (value === null || value === undefined) return 'null';
    const text = typeof value === 'string' ? boundedText(value, MAX_STRING) : stripQuotes(plain(value));
    return JSON.stringify(protect(text));
  };
}

/** The writer of one kind of field; composed for arrays and nested objects. */
function plainJson(type: FieldType, writing: Writing): FieldJson {
  const { redaction } = writing;
  const other: FieldJson = (value) => valueJson(value, redaction);
  switch (type.kind) {
    case 'integer':
      return (value) => (typeof value === 'bigint' ? bigintJson(value) : other(value));
    case 'decimal':
    case 'id':
    case 'object':
      return (value) => (typeof value === 'number' || typeof value === 'bigint' ? `"${value}"` : other(value));
    case 'date':
      return (value) => (typeof value === 'number' ? dateJson(value) : other(value));
    case 'error':
      return errorJson(redaction);
    case 'array':
      return arrayJson(fieldJson('', type.item, writing), other);
    case 'nested':
      return nestedJson(writtenFields(type.fields), writing, other);
    default:
      return other;
  }
}

/** The writer of a standard field, whose type belongs to its name. */
export function standardJson(name: string, redaction: Redaction): FieldJson {
  const other: FieldJson = (value) => valueJson(value, redaction);
  if (name === 'duration_ms' || name === 'audit') return other;
  return (value) => {
    if (typeof value === 'string') return other(value);
    // Nothing is nothing: the text "null" would be found as somebody's id.
    return value === null || value === undefined ? 'null' : `"${escaped(stripQuotes(other(value)))}"`;
  };
}

function errorJson(redaction: Redaction): FieldJson {
  const errors = new ErrorJson(redaction);
  return (value) => errors.of(value);
}

const stripQuotes = (json: string): string => (json.startsWith('"') ? String(JSON.parse(json)) : json);

/** Beyond 2^53 a JSON number would be rounded by most readers, so it is written as text. */
const bigintJson = (value: bigint): string =>
  BigInt.asIntN(53, value) === value ? `${value}` : `"${boundedText(`${value}`, MAX_STRING)}"`;

/** ECMAScript's range of time values is ±8.64e15 ms. */
const dateJson = (milliseconds: number): string =>
  Math.abs(milliseconds) <= 8.64e15 ? `"${new Date(milliseconds).toISOString()}"` : numberJson(milliseconds);

function arrayJson(item: FieldJson, other: FieldJson): FieldJson {
  return (value) => {
    if (!Array.isArray(value)) return other(value);
    const count = Math.min(value.length, MAX_ITEMS);
    let json = '[';
    for (let index = 0; index < count; index++) json += (index > 0 ? ',' : '') + item(value[index]);
    return count < value.length ? `${json},"[${value.length - count} more]"]` : `${json}]`;
  };
}

function nestedJson(fields: readonly [string, Field][], writing: Writing, other: FieldJson): FieldJson {
  const writers = fields.map(([name, field]) => {
    const key = `${JSON.stringify(name)}:`;
    if (isHidden(name, field)) return () => key + MASK_JSON;
    const json = fieldJson(name, field, writing);
    return (target: object) => {
      const given: unknown = Reflect.get(target, name);
      const value = given === undefined ? field.default : given;
      return value === undefined ? '' : key + json(value);
    };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null) return other(value);
    let json = '';
    for (const write of writers) {
      const property = write(value);
      if (property !== '') json += (json === '' ? '' : ',') + property;
    }
    return `{${json}}`;
  };
}
