import { z } from 'zod';

/** The five levels, from least to most severe. Numbers are the storage's enum values, ten apart so that none ever moves. */
export const LEVELS = { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 } as const;
export type Level = keyof typeof LEVELS;
export const levelSchema = z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']);

/** The four streams; each is a table of its own with its own retention and grants. */
export const STREAMS = ['app', 'audit', 'security', 'access'] as const;
export type Stream = (typeof STREAMS)[number];
export const streamSchema = z.enum(STREAMS);

/** A JSON value, as a field of an entry may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

export const errorDetailSchema = z.object({
  type: z.string().optional(),
  message: z.string().optional(),
  code: z.string().optional(),
  stack: z.string().optional(),
  /** Causes from the nearest to the root, each without its own `causes`. */
  causes: z.array(jsonSchema).optional(),
});
export type ErrorDetail = z.infer<typeof errorDetailSchema>;

export const auditDetailSchema = z.object({
  actor: jsonSchema.optional(),
  action: z.string().optional(),
  target: jsonSchema.optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  severity: z.string().optional(),
  before: jsonSchema.optional(),
  after: jsonSchema.optional(),
  changed: z.array(z.string()).optional(),
});
export type AuditDetail = z.infer<typeof auditDetailSchema>;

/**
 * One log entry inside the server: the standard fields of a LogRecord by name, declared fields under `fields`, pushed
 * stream labels under `labels`. Every protocol maps to this; the store turns it into a row and back.
 */
export const logRecordSchema = z.object({
  /** UUIDv7, given by the sender or made at ingest. */
  id: z.string(),
  /** RFC 3339 UTC with up to nine fractional digits, ending in `Z`. */
  timestamp: z.string(),
  /** When the server accepted the entry, RFC 3339 UTC in milliseconds. */
  received_at: z.string(),
  level: levelSchema,
  message: z.string(),
  stream: streamSchema,
  /** Retention class; decides the partition. */
  retention: z.string(),
  logger: z.string().optional(),
  event: z.string().optional(),
  event_version: z.number().int().optional(),
  service: z.string().optional(),
  environment: z.string().optional(),
  version: z.string().optional(),
  host: z.string().optional(),
  pid: z.number().int().optional(),
  thread: z.string().optional(),
  trace_id: z.string().optional(),
  span_id: z.string().optional(),
  request_id: z.string().optional(),
  correlation_id: z.string().optional(),
  session_id: z.string().optional(),
  user_id: z.string().optional(),
  username: z.string().optional(),
  organization_id: z.string().optional(),
  client_ip: z.string().optional(),
  user_agent: z.string().optional(),
  duration_ms: z.number().optional(),
  object_type: z.string().optional(),
  object_id: z.string().optional(),
  error: errorDetailSchema.optional(),
  audit: auditDetailSchema.optional(),
  /** Gap-free counter of the emitting process. */
  seq: z.number().int().optional(),
  /** The one unstructured blob of an entry, as text. */
  payload: z.string().optional(),
  /**
   * Every other field, flat: nested objects are joined with `_`, characters outside `[A-Za-z0-9_]` become `_` (as Loki does
   * for OTLP attributes), arrays stay arrays. Values keep their JSON type.
   */
  fields: z.record(z.string(), jsonSchema),
  /** Stream labels exactly as pushed by Loki's protocol; absent for every other source. */
  labels: z.record(z.string(), z.string()).optional(),
});
export type LogRecord = z.infer<typeof logRecordSchema>;
