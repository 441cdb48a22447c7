import { declare, type FieldType } from './declared-field.js';

/**
 * The kind of field that writes what a JSON Schema (draft 2020-12) describes. What has no kind of its own – unions, references, objects with names of
 * their own choice – is `json`, which takes anything.
 */
export function jsonSchemaType(schema: unknown): FieldType {
  if (typeof schema !== 'object' || schema === null) return { kind: 'json' };
  const { enum: values, type, format, items, properties, additionalProperties } = schema as JsonSchema;
  if (Array.isArray(values)) {
    const texts = values.filter((value) => typeof value === 'string');
    return texts.length === values.length ? { kind: 'enum', values: texts } : { kind: 'json' };
  }
  switch (withoutNull(type)) {
    case 'string':
      return { kind: format === 'date-time' ? 'date' : 'string' };
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: withoutNull(type) as 'integer' | 'number' | 'boolean' };
    case 'array':
      return { kind: 'array', item: declare(jsonSchemaType(items), undefined) };
    case 'object': {
      const open = additionalProperties !== undefined && additionalProperties !== false;
      if (open || typeof properties !== 'object' || properties === null) return { kind: 'json' };
      const fields = Object.entries(properties).map(([name, one]) => [
        name,
        declare(jsonSchemaType(one), { optional: true }),
      ]);
      return { kind: 'nested', fields: Object.fromEntries(fields) };
    }
    default:
      return { kind: 'json' };
  }
}

interface JsonSchema {
  readonly enum?: unknown;
  readonly type?: unknown;
  readonly format?: unknown;
  readonly items?: unknown;
  readonly properties?: unknown;
  readonly additionalProperties?: unknown;
}

/** The type beside `null`, which every kind of field can write. */
function withoutNull(type: unknown): unknown {
  if (!Array.isArray(type)) return type;
  const others = type.filter((one) => one !== 'null');
  return others.length === 1 ? others[0] : undefined;
}
