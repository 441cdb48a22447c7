import type { ClickHouseClient } from '@clickhouse/client';
import { PLANNED_SQL_SETTINGS } from '@heartwood/logql';
import { QueryError, toQueryError } from './query-error.js';

/** The part of an engine that reads need. */
export interface ReadEngine {
  readonly reader: Pick<ClickHouseClient, 'query'>;
}

export type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** Runs one query. 64-bit numbers come as text. */
export type Read = <Row>(query: string, parameters: Parameters, signal?: AbortSignal) => Promise<Rows<Row>>;

const SETTINGS = {
  ...PLANNED_SQL_SETTINGS,
  output_format_json_quote_64bit_integers: 1,
  // With it, an entry inserted meanwhile could be missing from the answer.
  use_query_cache: 0,
} as const;

/** @throws QueryError when a cap is hit or the engine is away */
export function createRead({ reader }: ReadEngine): Read {
  return async <Row>(query: string, parameters: Parameters, signal?: AbortSignal) => {
    try {
      const result = await reader.query({
        query,
        query_params: { ...parameters },
        clickhouse_settings: SETTINGS,
        format: 'JSON',
        ...(signal && { abort_signal: signal }),
      });
      const { data, statistics } = await result.json<Row>();
      return { rows: data, rowsRead: statistics?.rows_read ?? 0, bytesRead: statistics?.bytes_read ?? 0 };
    } catch (error) {
      // The client's own error for an aborted signal has neither a type nor a code.
      if (signal?.aborted) throw new QueryError('unavailable', 'Whoever asked has hung up.', { cause: error });
      throw toQueryError(error);
    }
  };
}
