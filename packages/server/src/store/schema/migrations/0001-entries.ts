import type { Migration } from '../migration.js';

const table = (name: string): string => `
CREATE TABLE IF NOT EXISTS ${name} (
  timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  id UUID CODEC(ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  retention LowCardinality(String),
  level Enum8('DEBUG' = 10, 'INFO' = 20, 'WARNING' = 30, 'ERROR' = 40, 'CRITICAL' = 50),
  stream LowCardinality(String),
  service LowCardinality(String),
  environment LowCardinality(String),
  event LowCardinality(String),
  message String CODEC(ZSTD(1)),
  event_version UInt16,
  version LowCardinality(String),
  host LowCardinality(String),
  pid UInt32,
  thread LowCardinality(String),
  logger LowCardinality(String),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  request_id String CODEC(ZSTD(1)),
  correlation_id String CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  username String CODEC(ZSTD(1)),
  organization_id String CODEC(ZSTD(1)),
  client_ip String CODEC(ZSTD(1)),
  user_agent String CODEC(ZSTD(1)),
  duration_ms Nullable(Float64) CODEC(ZSTD(1)),
  object_type LowCardinality(String),
  object_id String CODEC(ZSTD(1)),
  error_type LowCardinality(String),
  error_message String CODEC(ZSTD(1)),
  error_code LowCardinality(String),
  error_stack String CODEC(ZSTD(1)),
  error_causes String CODEC(ZSTD(1)),
  audit String CODEC(ZSTD(1)),
  seq UInt64 CODEC(Delta(8), ZSTD(1)),
  payload String CODEC(ZSTD(1)),
  fields Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  json_fields Array(LowCardinality(String)),
  labels Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  pushed Bool,
  INDEX idx_id id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_request_id request_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_correlation_id correlation_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_session_id session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_user_id user_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_object_id object_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_field_names mapKeys(fields) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_field_values mapValues(fields) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_message lower(message) TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = MergeTree
PARTITION BY (retention, toDate(timestamp))
ORDER BY (toStartOfFiveMinutes(timestamp), service, timestamp)
SETTINGS
  non_replicated_deduplication_window = 10000,
  ttl_only_drop_parts = 1,
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1`;

/** One table per stream, all alike, so that each stream can have its own retention, storage and grants. */
export const entries: Migration = {
  version: 1,
  name: 'entries',
  statements: ['entries_app', 'entries_audit', 'entries_security', 'entries_access'].map(table),
};
