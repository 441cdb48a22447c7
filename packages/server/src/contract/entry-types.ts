import { z } from 'zod';
import { streamSchema } from '../record/log-record.js';
import { storableText } from './access.js';

/** What one registration may hold at most. */
export const ENTRY_TYPE_LIMITS = {
  /** Bytes of the request body. */
  bodyBytes: 2 * 1_048_576,
  types: 2_000,
  /** Fields of one type or one nested object. */
  fields: 500,
  /** Objects and arrays inside each other in the whole body: a field inside a field inside a field takes two each. */
  depth: 32,
  /** Services that may register at all: each is held in memory and is a label of a metric. */
  services: 1_000,
  /** Characters of the declarations of all services together, as JSON: a server holds some eight times as much in memory. */
  allBytes: 32 * 1_048_576,
  /** Types of one service that are kept after it no longer declares them. */
  retired: 2_000,
} as const;

const text = (max: number) => storableText().max(max);
const name = (max: number) => text(max).min(1);
const fieldName = name(128).refine((given) => given !== '__proto__', '__proto__ is no name of a field.');

const atMost = <Value>(count: number, what: string) =>
  [
    (values: Readonly<Record<string, Value>>) => Object.keys(values).length <= count,
    `At most ${count} ${what}.`,
  ] as const;

export const entryLevelSchema = z.enum(['debug', 'info', 'warning', 'error', 'critical']);
export const fieldClassSchema = z.enum(['public', 'internal', 'pii', 'sensitive', 'secret']);
export const fieldStrategySchema = z.enum(['drop', 'mask', 'tokenise', 'encrypt']);

/**
 * JSON writes NUL and halves of surrogate pairs as `\u0000`, `\ud800`. PostgreSQL stores a document with such an escape, and then fails
 * to read any property of it (`json` type, section 8.14 of its manual).
 */
const UNREADABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][\da-f]{2})/;
const storableValue = z
  .unknown()
  .refine(
    (value) => !UNREADABLE.test(JSON.stringify(value) ?? ''),
    'Neither NUL nor half of a surrogate pair has a place here.',
  );

/** A declared field, as `describeEntryTypes()` of `@heartwood/log` writes it. */
export interface FieldDescription {
  /** Kind of the field: `string`, `decimal`, `object`, … A kind this server does not know is taken and not checked. */
  readonly type: string;
  readonly optional?: boolean | undefined;
  readonly default?: unknown;
  readonly class: z.infer<typeof fieldClassSchema>;
  readonly strategy?: z.infer<typeof fieldStrategySchema> | undefined;
  /** What a masked value keeps: `last4`, `domain`, … */
  readonly keep?: string | undefined;
  /** Name of the field that holds the id of the person concerned. */
  readonly subject?: string | undefined;
  readonly description?: string | undefined;
  readonly unit?: string | undefined;
  /** Of an `enum`. */
  readonly values?: readonly string[] | undefined;
  /** Of an `object`: the type of business object. */
  readonly object_type?: string | undefined;
  /** Of an `array`. */
  readonly item?: FieldDescription | undefined;
  /** Of a `nested`. */
  readonly fields?: Readonly<Record<string, FieldDescription>> | undefined;
}

export const fieldDescriptionSchema: z.ZodType<FieldDescription> = z.object({
  type: name(50),
  optional: z.boolean().optional(),
  default: storableValue.optional(),
  class: fieldClassSchema,
  strategy: fieldStrategySchema.optional(),
  keep: text(50).optional(),
  subject: text(128).optional(),
  description: text(4_000).optional(),
  unit: text(50).optional(),
  values: z.array(text(200)).max(1_000).optional(),
  object_type: text(128).optional(),
  get item() {
    return fieldDescriptionSchema.optional();
  },
  get fields() {
    return z
      .record(fieldName, fieldDescriptionSchema)
      .refine(...atMost(ENTRY_TYPE_LIMITS.fields, 'fields'))
      .optional();
  },
});

/** A declared entry type, as `describeEntryTypes()` of `@heartwood/log` writes it. Properties that are not known are passed over. */
export const entryTypeDescriptionSchema = z.object({
  name: name(128),
  version: z.number().int().min(1).max(65_535),
  /** Every level the type is written at. */
  levels: z.array(entryLevelSchema).min(1).max(5),
  stream: streamSchema,
  retention: text(64).optional(),
  message: text(4_000),
  description: text(4_000).optional(),
  workflow: text(200).optional(),
  page: text(200).optional(),
  fields: z.record(fieldName, fieldDescriptionSchema).refine(...atMost(ENTRY_TYPE_LIMITS.fields, 'fields')),
});
export type EntryTypeDescription = z.infer<typeof entryTypeDescriptionSchema>;

/** `PUT /api/v1/entry-types`: all types of one service. A type that is missing from it is no longer declared. */
export const registerEntryTypesRequestSchema = z.object({
  format: z.literal(1),
  service: name(200),
  /** Of the program. */
  version: text(100).optional(),
  /** Names that context and child loggers give to any entry; they are no drift. */
  context_fields: z.array(fieldName).max(200).default([]),
  entry_types: z
    .array(entryTypeDescriptionSchema)
    .max(ENTRY_TYPE_LIMITS.types)
    .superRefine((types, context) => {
      const seen = new Set<string>();
      for (const [index, type] of types.entries()) {
        if (seen.has(type.name))
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `'${type.name}' is there twice.` });
        seen.add(type.name);
      }
    }),
});
export type RegisterEntryTypesRequest = z.input<typeof registerEntryTypesRequestSchema>;
export type RegisteredEntryTypes = z.output<typeof registerEntryTypesRequestSchema>;

/** `changed` counts types that are new, different, back, or no longer declared; the same again changes nothing. */
export const registerEntryTypesResponseSchema = z.object({
  registered: z.number().int(),
  changed: z.number().int(),
});
export type RegisterEntryTypesResponse = z.infer<typeof registerEntryTypesResponseSchema>;

/**
 * How an entry can differ from its declaration: its type or version is not registered, it has a field too many or too few, a value is
 * of another type, its level is none of the declared.
 */
export const DRIFT_KINDS = [
  'unknown_type',
  'other_version',
  'unknown_field',
  'missing_field',
  'wrong_type',
  'other_level',
] as const;
export const driftKindSchema = z.enum(DRIFT_KINDS);
export type DriftKind = z.infer<typeof driftKindSchema>;

export const driftSchema = z.object({
  kind: driftKindSchema,
  /** Path of the field, `address.street` or `items[]`; absent where the entry as a whole is meant. */
  field: z.string().optional(),
  /** What was there instead, of the last such entry: a JSON type, a level, a version. */
  found: z.string().optional(),
  entries: z.number().int(),
  first_seen: z.string(),
  last_seen: z.string(),
  /** Id of the last such entry. */
  sample_id: z.string(),
});
export type Drift = z.infer<typeof driftSchema>;

/** `unknown`: entries say they are of this type, but nobody has declared it. `retired`: no longer declared. */
export const entryTypeStateSchema = z.enum(['declared', 'retired', 'unknown']);
export type EntryTypeState = z.infer<typeof entryTypeStateSchema>;

const registration = {
  first_registered_at: z.string(),
  last_registered_at: z.string(),
  retired_at: z.string().optional(),
};

export const entryTypeSummarySchema = z.object({
  service: z.string(),
  name: z.string(),
  state: entryTypeStateSchema,
  /** Absent for an unknown type. */
  declared: entryTypeDescriptionSchema
    .pick({
      version: true,
      levels: true,
      stream: true,
      message: true,
      description: true,
      workflow: true,
      page: true,
    })
    .extend(registration)
    .optional(),
  /** Findings since the declaration last changed; one entry may have several. */
  drift: z.object({
    findings: z.number().int(),
    kinds: z.array(driftKindSchema),
    last_seen: z.string().optional(),
  }),
});
export type EntryTypeSummary = z.infer<typeof entryTypeSummarySchema>;

export const listEntryTypesRequestSchema = z.object({
  service: text(200).optional(),
  /** Part of the name, the message, the description, the workflow or the page; upper and lower case do not matter. */
  q: text(200).optional(),
});

export const listEntryTypesResponseSchema = z.object({
  /** Services that have registered, by name. */
  services: z.array(
    z.object({
      service: z.string(),
      version: z.string().optional(),
      registered_at: z.string(),
      context_fields: z.array(z.string()),
    }),
  ),
  /** By service and name. */
  entry_types: z.array(entryTypeSummarySchema),
  /** There are more than the list holds. */
  truncated: z.boolean(),
});
export type ListEntryTypesResponse = z.infer<typeof listEntryTypesResponseSchema>;

export const entryTypeResponseSchema = z.object({
  service: z.string(),
  name: z.string(),
  state: entryTypeStateSchema,
  declared: entryTypeDescriptionSchema.extend(registration).optional(),
  drift: z.array(driftSchema),
});
export type EntryTypeResponse = z.infer<typeof entryTypeResponseSchema>;
