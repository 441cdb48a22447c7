import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { EngineUnavailableError, isEngineUnavailable } from './errors.js';

/** Rows for one table. */
export interface InsertOptions {
  /** Table, or `database.table`. */
  readonly table: string;
  readonly format: 'JSONEachRow';
  /** Rows in the format; the parts of an array are sent one after the other. */
  readonly body: Uint8Array | readonly Uint8Array[];
  /** Names this batch: a batch sent again under its token is stored once. At most a few hundred bytes. */
  readonly deduplicationToken: string;
}

const NAME = /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)?$/;

/**
 * Settings that make a batch, sent twice, fall into the same blocks both times. ClickHouse remembers a block by the token and the
 * block's ordinal, so it can only recognise blocks that are cut at the same rows: one thread reads the whole body into one block,
 * however many partitions it touches. The sizes are ClickHouse's largest, since 0 means its default for some of them.
 */
const ONE_BLOCK: ClickHouseSettings = {
  async_insert: 0,
  insert_deduplicate: 1,
  max_insert_threads: '1',
  max_insert_block_size: '4294967296',
  min_insert_block_size_rows: '4294967296',
  min_insert_block_size_bytes: '4294967296',
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
  // ClickHouse's own default is `basic`, chDB's is `best_effort`.
  date_time_input_format: 'best_effort',
};

/** Sends one batch; see {@link Engine.insert}. */
export async function insertBatch(writer: ClickHouseClient, options: InsertOptions): Promise<void> {
  const { table, format, body, deduplicationToken } = options;
  if (!NAME.test(table)) throw new TypeError(`Not a table name: ${JSON.stringify(table)}`);
  if (deduplicationToken === '') throw new TypeError('An insert needs a deduplication token that is not empty.');
  const parts = body instanceof Uint8Array ? [body] : body;
  if (parts.every((part) => part.length === 0)) return;
  try {
    // Not client.insert, which wants a JavaScript object for every row of JSONEachRow.
    const { stream } = await writer.exec({
      query: `INSERT INTO ${table} FORMAT ${format}`,
      values: Readable.from(parts, { objectMode: false }),
      clickhouse_settings: { ...ONE_BLOCK, insert_deduplication_token: deduplicationToken },
    });
    await finished(stream.resume());
  } catch (error) {
    if (error instanceof EngineUnavailableError || !isEngineUnavailable(error)) throw error;
    throw new EngineUnavailableError(
      'the connection was lost during an insert, which may or may not have been stored; send it again with the same token.',
      { cause: error },
    );
  }
}
