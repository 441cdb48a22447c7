import { LEVELS } from '../../record/log-record.js';

/** What a column is to LogQL: a stream label, structured metadata, the line, the time, or nothing at all. */
export type ColumnRole = 'time' | 'line' | 'label' | 'metadata' | 'internal';

export interface Column {
  readonly name: string;
  /** ClickHouse type. */
  readonly type: string;
  /** Compression codec; ClickHouse's default (LZ4 in parts, set per policy) where absent. */
  readonly codec?: string;
  readonly role: ColumnRole;
}

const level = `Enum8(${Object.entries(LEVELS)
  .map(([name, value]) => `'${name}' = ${value}`)
  .join(', ')})`;

const word = 'LowCardinality(String)';

/**
 * The columns of every stream's table, in order: the one place from which the DDL, the row encoding and LogQL's schema are
 * derived. An empty string means absent in String columns. `labels` holds the labels of a Loki push, in which case `pushed`
 * is true and the label columns below are for display only; of every other row the columns with role `label` are the stream
 * labels. `fields` holds each remaining field as text: strings verbatim, everything else as JSON, its names listed in
 * `json_fields` so that the types come back.
 */
export const COLUMNS: readonly Column[] = [
  { name: 'timestamp', type: "DateTime64(9, 'UTC')", codec: 'Delta(8), ZSTD(1)', role: 'time' },
  { name: 'id', type: 'UUID', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'received_at', type: "DateTime64(3, 'UTC')", codec: 'Delta(8), ZSTD(1)', role: 'internal' },
  { name: 'retention', type: word, role: 'internal' },
  { name: 'level', type: level, role: 'label' },
  { name: 'stream', type: word, role: 'label' },
  { name: 'service', type: word, role: 'label' },
  { name: 'environment', type: word, role: 'label' },
  { name: 'event', type: word, role: 'label' },
  { name: 'message', type: 'String', codec: 'ZSTD(1)', role: 'line' },
  { name: 'event_version', type: 'UInt16', role: 'metadata' },
  { name: 'version', type: word, role: 'metadata' },
  { name: 'host', type: word, role: 'metadata' },
  { name: 'pid', type: 'UInt32', role: 'metadata' },
  { name: 'thread', type: word, role: 'metadata' },
  { name: 'logger', type: word, role: 'metadata' },
  { name: 'trace_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'span_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'request_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'correlation_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'session_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'user_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'username', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'organization_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'client_ip', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'user_agent', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'duration_ms', type: 'Nullable(Float64)', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'object_type', type: word, role: 'metadata' },
  { name: 'object_id', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'error_type', type: word, role: 'metadata' },
  { name: 'error_message', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'error_code', type: word, role: 'metadata' },
  { name: 'error_stack', type: 'String', codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'error_causes', type: 'String', codec: 'ZSTD(1)', role: 'internal' },
  { name: 'audit', type: 'String', codec: 'ZSTD(1)', role: 'internal' },
  { name: 'seq', type: 'UInt64', codec: 'Delta(8), ZSTD(1)', role: 'metadata' },
  { name: 'payload', type: 'String', codec: 'ZSTD(1)', role: 'internal' },
  { name: 'fields', type: `Map(${word}, String)`, codec: 'ZSTD(1)', role: 'metadata' },
  { name: 'json_fields', type: `Array(${word})`, role: 'internal' },
  { name: 'labels', type: `Map(${word}, String)`, codec: 'ZSTD(1)', role: 'label' },
  { name: 'pushed', type: 'Bool', role: 'internal' },
];

/** The name of a stream's table. */
export const tableOf = (stream: string): string => `entries_${stream}`;
