import { type ByName, declare, type Field, type FieldClass, type FieldStrategy } from './declared-field.js';
import { EntryTypeError } from './errors.js';
import { isStandardName, type StandardName } from './reserved-names.js';
import { SchemaCheck } from './schema-check.js';
import { schemaMembers } from './schema-members.js';
import type { SchemaInput, StandardSchema } from './standard-schema.js';

/** The fields a schema declares: their values are what it takes. */
export type SchemaFields<Schema extends StandardSchema> = {
  readonly [Name in keyof SchemaInput<Schema> & string]-?: Field<
    Name extends StandardName ? ByName : Exclude<SchemaInput<Schema>[Name], undefined>,
    MayBeLeftOut<SchemaInput<Schema>, Name>
  >;
};

type MayBeLeftOut<Input, Name extends keyof Input> =
  Record<never, never> extends Pick<Input, Name> ? true : undefined extends Input[Name] ? true : false;

/** What {@link schemaFields} takes beside the schema. */
export interface SchemaOptions<Name extends string> {
  /** Classes by field. Default: `secret` for a secret's name, else `internal`. */
  readonly classes?: { readonly [Field in Name]?: FieldClass };
  /** Strategies by field. Default: values are written as they are. */
  readonly strategies?: { readonly [Field in Name]?: FieldStrategy };
  /** For the fields of class `pii` and `sensitive`: the name of the field that holds the id of the person concerned. */
  readonly subject?: string;
  /** The names of the fields, for a schema that does not tell them. Default: those of zod and Valibot are read from the schema. */
  readonly names?: readonly Name[];
}

/**
 * The fields of a schema of zod, Valibot or any other library with the interface of https://standardschema.dev. `emit` takes what the schema
 * takes; what is written is what it gives back, with its defaults and conversions. Values it refuses are written as they were given, and the entry
 * has their names in `invalid_fields`: no log call throws, and none is lost.
 *
 * @throws {EntryTypeError} `bad-schema` when the names of its fields cannot be found out
 *
 * @example
 * const order = z.object({ order: z.string(), total: z.number(), email: z.email() });
 * const orderPlaced = entryType('order.placed', {
 *   level: 'info',
 *   message: 'Order {order} placed',
 *   fields: f.schema(order, { classes: { email: 'pii' } }),
 * });
 */
export function schemaFields<Schema extends StandardSchema>(
  schema: Schema,
  options: SchemaOptions<keyof SchemaInput<Schema> & string> = {},
): SchemaFields<Schema> {
  const members = schemaMembers(schema);
  for (const name of options.names ?? []) {
    if (!members.has(name)) members.set(name, { type: { kind: 'json' }, optional: true });
  }
  if (members.size === 0) {
    const problem =
      'the schema does not tell the names of its fields; is it an object? Give them: f.schema(schema, { names: […] })';
    throw new EntryTypeError('bad-schema', 'f.schema', problem);
  }
  const check = new SchemaCheck(schema, members.keys());
  const classes: Readonly<Record<string, FieldClass | undefined>> = options.classes ?? {};
  const strategies: Readonly<Record<string, FieldStrategy | undefined>> = options.strategies ?? {};
  const fields = [...members].map(([name, { type, ...member }]) => {
    const personal = classes[name] === 'pii' || classes[name] === 'sensitive';
    const field = declare(isStandardName(name) ? { kind: 'standard' } : type, {
      ...member,
      ...(classes[name] !== undefined && { class: classes[name] }),
      ...(strategies[name] !== undefined && { strategy: strategies[name] }),
      ...(personal && options.subject !== undefined && { subject: options.subject }),
    });
    return [name, Object.freeze({ ...field, check })];
  });
  return Object.fromEntries(fields);
}
