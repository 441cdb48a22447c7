import {
  type FieldDescription,
  fieldClassSchema,
  fieldStrategySchema,
  type RegisterEntryTypesRequest,
} from '@heartwood/server/contract';
import type { CatalogField, CatalogType } from '../catalog/entry.js';

/** The types in a file, and those that had to be left out. */
export interface Declaration {
  readonly types: RegisterEntryTypesRequest['entry_types'];
  /** Names of types whose level or stream the catalog does not know. */
  readonly left: readonly string[];
}

/**
 * Reads the entry types out of a catalog or out of what `describeEntryTypes()` gave.
 *
 * @returns `undefined` when the value is neither
 */
export function readDeclaration(value: unknown): Declaration | undefined {
  if (!isObject(value)) return undefined;
  if (value.format === 1 && Array.isArray(value.entry_types)) {
    // Sent as it is: what this command does not know, the server may, and it says what is wrong.
    return { types: value.entry_types, left: [] };
  }
  const { format, version, types } = value;
  if (format !== 'heartwood-log-catalog' || version !== 1 || !Array.isArray(types) || !types.every(isCatalogType))
    return undefined;
  const read = types.map((type) => ({ name: type.name, described: described(type) }));
  return {
    types: read.flatMap((type) => type.described ?? []),
    left: read.flatMap(({ name, described: found }) => (found === undefined ? [name] : [])),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As far as it is needed here; the server looks at what is handed on to it. */
const isCatalogType = (value: unknown): value is CatalogType =>
  isObject(value) &&
  typeof value.name === 'string' &&
  Array.isArray(value.calls) &&
  value.calls.every(isObject) &&
  Array.isArray(value.fields) &&
  value.fields.every((field) => isObject(field) && typeof field.name === 'string' && typeof field.type === 'string');

type Described = RegisterEntryTypesRequest['entry_types'][number];
const LEVELS = ['debug', 'info', 'warning', 'error', 'critical'] as const;
const STREAMS = ['app', 'audit', 'security', 'access'] as const;

function described(type: CatalogType): Described | undefined {
  const { name, version, message, level, stream, retention, description, workflow, page, fields, calls } = type;
  const named = new Set([level, ...calls.map((call) => call.level)]);
  const levels = LEVELS.filter((known) => named.has(known));
  const known = STREAMS.find((name) => name === stream);
  if (levels.length === 0 || known === undefined) return undefined;
  return {
    name,
    version,
    levels,
    stream: known,
    message,
    retention,
    description,
    workflow,
    page,
    fields: Object.fromEntries(fields.map((field) => [field.name, describedField(field)])),
  };
}

function describedField(field: CatalogField): FieldDescription {
  const { optional, unit, subject, description } = field;
  const known = fieldClassSchema.safeParse(field.class);
  // `mask (last4)`
  const [, strategy, keep] = /^(\w+)(?: \((\w+)\))?$/.exec(field.strategy ?? '') ?? [];
  return {
    ...kindOf(field.type),
    class: known.success ? known.data : 'internal',
    optional: optional || undefined,
    strategy: fieldStrategySchema.safeParse(strategy).data,
    keep,
    unit,
    subject,
    default: field.default,
    description,
  };
}

/** The kind of a field out of the catalog's words for it. What they say of nested objects is not enough to compare with. */
function kindOf(text: string): Pick<FieldDescription, 'type' | 'object_type' | 'values' | 'item'> {
  const [, object] = /^object\((.*)\)$/.exec(text) ?? [];
  if (object !== undefined) return { type: 'object', object_type: object };
  const [, values] = /^enum\((.*)\)$/.exec(text) ?? [];
  if (values !== undefined) return { type: 'enum', values: values.split(', ') };
  const [, item] = /^array of (.*)$/s.exec(text) ?? [];
  if (item !== undefined) return { type: 'array', item: { ...kindOf(item), class: 'internal' } };
  return { type: /^[a-z]+$/.test(text) ? text : 'json' };
}
