/** Ceilings of one query. A query may ask for less, never for more; the embedded engine enforces them. */
export interface QueryLimits {
  /** Seconds; beyond it ClickHouse answers 159 TIMEOUT_EXCEEDED. */
  readonly maxExecutionSeconds: number;
  /** Bytes; beyond it ClickHouse answers 241 MEMORY_LIMIT_EXCEEDED. */
  readonly maxMemoryBytes: number;
  /** Rows in the result; beyond it ClickHouse answers 396 TOO_MANY_ROWS_OR_BYTES. */
  readonly maxResultRows: number;
  /** Bytes in the result, uncompressed and as held in memory; beyond it 396 TOO_MANY_ROWS_OR_BYTES. */
  readonly maxResultBytes: number;
}

const MiB = 1024 * 1024;

/** Reads: half a minute, and a third of the engine's memory, so that two at the cap leave room for the writer. */
export const READER_LIMITS: QueryLimits = {
  maxExecutionSeconds: 30,
  maxMemoryBytes: 256 * MiB,
  maxResultRows: 1_000_000,
  maxResultBytes: 256 * MiB,
};

/** Inserts and DDL: a migration may take minutes. */
export const WRITER_LIMITS: QueryLimits = {
  maxExecutionSeconds: 600,
  maxMemoryBytes: 512 * MiB,
  maxResultRows: 1_000_000,
  maxResultBytes: 256 * MiB,
};

/** ClickHouse's names of the limits. */
export function limitSettings(limits: QueryLimits): Record<string, string> {
  return {
    max_execution_time: String(limits.maxExecutionSeconds),
    max_memory_usage: String(limits.maxMemoryBytes),
    max_result_rows: String(limits.maxResultRows),
    max_result_bytes: String(limits.maxResultBytes),
  };
}

/**
 * The settings a query runs under: what it asked for, held below the limits. A missing value and 0 (ClickHouse's "no limit")
 * become the limit itself.
 */
export function withinLimits(requested: ReadonlyMap<string, string>, limits: QueryLimits): Map<string, string> {
  const settings = new Map(requested);
  for (const [name, limit] of Object.entries(limitSettings(limits))) {
    const asked = Number(requested.get(name) ?? 0);
    settings.set(name, asked > 0 && asked < Number(limit) ? String(asked) : limit);
  }
  return settings;
}
