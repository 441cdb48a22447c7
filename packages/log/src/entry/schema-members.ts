import type { FieldType } from './declared-field.js';
import { jsonSchemaType } from './json-schema-type.js';
import type { StandardSchema } from './standard-schema.js';

/** What a schema says about one of its fields. */
export interface SchemaMember {
  readonly type: FieldType;
  readonly optional: boolean;
  readonly default?: unknown;
  readonly description?: string;
}

/** What cannot be expressed as JSON Schema (a date, a bigint) shall become "anything" instead of an error: zod's option, and Valibot's. */
const OPTIONS = {
  target: 'draft-2020-12',
  libraryOptions: { unrepresentable: 'any', errorMode: 'ignore' },
} as const;

/**
 * The fields of a schema: from its JSON Schema where it has one (zod), else from its members as the libraries lay them out
 * (`entries` of Valibot, `shape` of zod 3).
 *
 * @returns nothing when the schema does not tell
 */
export function schemaMembers(schema: StandardSchema): Map<string, SchemaMember> {
  const input = propertiesOf(schema, 'input');
  const written = propertiesOf(schema, 'output') ?? input;
  if (written !== undefined) {
    const required = new Set(input?.required);
    return new Map(
      Object.entries(written.properties).map(([name, json]) => [name, memberOf(json, !required.has(name))]),
    );
  }
  const members = memberSchemas(schema);
  return new Map(Object.entries(members).map(([name, member]) => [name, { ...valibotMember(member) }]));
}

interface Properties {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

function propertiesOf(schema: StandardSchema, side: 'input' | 'output'): Properties | undefined {
  try {
    const { properties, required } = schema['~standard'].jsonSchema?.[side](OPTIONS) ?? {};
    if (!isObject(properties)) return undefined;
    return { properties, required: Array.isArray(required) ? required : [] };
  } catch {
    // It has no JSON Schema; its members may still be found.
    return undefined;
  }
}

function memberOf(json: unknown, optional: boolean): SchemaMember {
  const { default: standard, description } = isObject(json) ? json : {};
  return {
    type: jsonSchemaType(json),
    optional,
    ...(standard !== undefined && { default: standard }),
    ...(typeof description === 'string' && { description }),
  };
}

function memberSchemas(schema: object): Readonly<Record<string, unknown>> {
  for (const key of ['entries', 'shape']) {
    const members: unknown = Reflect.get(schema, key);
    if (isObject(members)) return members;
  }
  return {};
}

/** Wrappers of Valibot that allow a value to be left out. */
const LEAVES_OUT: ReadonlySet<unknown> = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);

/** A member of a Valibot object, or of one of another library, of which nothing is known. */
function valibotMember(schema: unknown): SchemaMember {
  if (!isObject(schema)) return { type: { kind: 'json' }, optional: true };
  if (LEAVES_OUT.has(schema.type)) return { ...valibotMember(schema.wrapped), optional: true };
  if (schema.type === 'nullable') return valibotMember(schema.wrapped);
  return { type: valibotType(schema), optional: typeof schema.type !== 'string' };
}

function valibotType(schema: Readonly<Record<string, unknown>>): FieldType {
  const converts =
    Array.isArray(schema.pipe) && schema.pipe.some((step) => isObject(step) && step.kind === 'transformation');
  switch (converts ? undefined : schema.type) {
    case 'string':
      return { kind: 'string' };
    case 'number':
      return { kind: 'number' };
    case 'bigint':
      return { kind: 'integer' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'date':
      return { kind: 'date' };
    case 'picklist':
      return jsonSchemaType({ enum: schema.options });
    default:
      return { kind: 'json' };
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
