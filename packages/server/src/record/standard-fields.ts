import type { RecordBody } from './entry-draft.js';

/** Standard fields of a LogRecord whose value is text. A number or boolean is taken as its text. */
export const TEXT_FIELDS = [
  'logger',
  'event',
  'service',
  'environment',
  'version',
  'host',
  'thread',
  'trace_id',
  'span_id',
  'request_id',
  'correlation_id',
  'session_id',
  'user_id',
  'username',
  'organization_id',
  'client_ip',
  'user_agent',
  'object_type',
  'object_id',
] as const satisfies readonly (keyof RecordBody)[];
export type TextField = (typeof TEXT_FIELDS)[number];

/** Standard fields that hold a whole number, with the largest value their column takes. */
export const INTEGER_FIELDS = {
  event_version: 65_535,
  pid: 4_294_967_295,
  seq: Number.MAX_SAFE_INTEGER,
} as const satisfies Partial<Record<keyof RecordBody, number>>;
export type IntegerField = keyof typeof INTEGER_FIELDS;
