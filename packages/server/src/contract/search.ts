import { z } from 'zod';
import { levelSchema, logRecordSchema } from '../record/log-record.js';

/**
 * A moment, as a query parameter: RFC 3339 (`2026-11-21T08:00:00Z`), Unix milliseconds or nanoseconds in digits, or relative
 * to now (`now`, `now-15m`, `now-7d`, `now-10y`; units s m h d w y, a year is 365 days).
 */
export const momentSchema = z.string().min(1);

/** The part that every read of entries has in common. The range is `from <= timestamp < to`. */
export const selectionSchema = z.object({
  /** LogQL (starts with `{`) or plain words and `field:value`, see docs/search.md. Empty: everything. */
  query: z.string().max(10_000).default(''),
  from: momentSchema.default('now-1h'),
  to: momentSchema.default('now'),
});

export const searchRequestSchema = selectionSchema.extend({
  limit: z.coerce.number().int().min(1).max(5_000).default(100),
  direction: z.enum(['backward', 'forward']).default('backward'),
  /** `cursor` of the previous page; keeps its place when entries share a timestamp. */
  cursor: z.string().optional(),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

export const searchResponseSchema = z.object({
  /** In the requested direction; ties on the timestamp are broken by id. */
  entries: z.array(logRecordSchema),
  /** Present while there is more. */
  cursor: z.string().optional(),
  /** The query as LogQL, whatever it was typed as. */
  logql: z.string(),
  stats: z.object({ elapsed_ms: z.number(), rows_read: z.number().int(), bytes_read: z.number().int() }),
});
export type SearchResponse = z.infer<typeof searchResponseSchema>;

export const histogramRequestSchema = selectionSchema.extend({
  /** About how many bars; the step is rounded to a whole unit (1, 2, 5, 10, 15, 30 s|m, 1, 2, 3, 6, 12 h, 1, 7 d). */
  buckets: z.coerce.number().int().min(1).max(500).default(60),
});
export type HistogramRequest = z.infer<typeof histogramRequestSchema>;

export const histogramResponseSchema = z.object({
  step_ms: z.number().int(),
  /** Bars in time order, empty ones left out. `start` is aligned to the step, in Unix milliseconds. */
  buckets: z.array(z.object({ start: z.number().int(), counts: z.partialRecord(levelSchema, z.number().int()) })),
  total: z.number().int(),
  /** The resolved range, Unix milliseconds. */
  from: z.number(),
  to: z.number(),
});
export type HistogramResponse = z.infer<typeof histogramResponseSchema>;

export const facetsRequestSchema = selectionSchema.extend({
  /** Comma-separated field names; without it the server chooses the fields worth showing. */
  fields: z.string().optional(),
  /** Values per field. */
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type FacetsRequest = z.infer<typeof facetsRequestSchema>;

export const facetsResponseSchema = z.object({
  facets: z.array(
    z.object({
      field: z.string(),
      /** Number of distinct values in the selection. */
      cardinality: z.number().int(),
      /** Most frequent first. */
      values: z.array(z.object({ value: z.string(), count: z.number().int() })),
    }),
  ),
});
export type FacetsResponse = z.infer<typeof facetsResponseSchema>;

/** Names for completion in the query box. */
export const fieldsResponseSchema = z.object({
  fields: z.array(z.object({ name: z.string(), kind: z.enum(['label', 'metadata']) })),
});
export type FieldsResponse = z.infer<typeof fieldsResponseSchema>;

export const entryResponseSchema = z.object({ entry: logRecordSchema });
export type EntryResponse = z.infer<typeof entryResponseSchema>;

/**
 * `GET /api/v1/tail` answers `text/event-stream`. Events: `entries` (data: JSON array of entries, oldest first),
 * `dropped` (data: `{"count":n}`, the reader was too slow), and a comment line every 15 s as heartbeat.
 */
export const tailRequestSchema = z.object({ query: z.string().max(10_000).default('') });
export type TailRequest = z.infer<typeof tailRequestSchema>;

/** Answer of `POST /api/v1/ingest`; `line` counts from 1. */
export const ingestResponseSchema = z.object({
  accepted: z.number().int(),
  rejected: z.array(z.object({ line: z.number().int(), error: z.string() })),
});
export type IngestResponse = z.infer<typeof ingestResponseSchema>;
