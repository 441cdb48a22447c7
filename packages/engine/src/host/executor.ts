import { type QueryLimits, withinLimits } from '../limits.js';
import { type Canceller, QUERY_ID_SETTING } from './cancel.js';
import type { DeduplicationLogs } from './deduplication-log.js';
import { ClickHouseException } from './exception.js';
import { isConcatenable } from './format.js';
import type { SessionPool } from './pool.js';
import type { Query, ResultSink, Summary } from './query.js';
import type { EngineSession, QueryContext } from './session.js';
import { insertTarget } from './sql/insert-target.js';
import type { Statement } from './sql/statement.js';

/** A result that the statement bounds to at most this many rows is fetched in one piece, off the event loop. */
const WHOLE_RESULT_ROWS = 10_000;

export interface ExecutorOptions {
  readonly readers: SessionPool<EngineSession>;
  readonly writer: SessionPool<EngineSession>;
  readonly canceller: Canceller;
  readonly deduplicationLogs: DeduplicationLogs;
  readonly readerLimits: QueryLimits;
  readonly writerLimits: QueryLimits;
}

/** Runs queries: checks them, waits for a session, puts it into the right state, and hands the result to the sink. */
export class Executor {
  readonly #options: ExecutorOptions;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** Throws ClickHouse's exceptions, or `signal.reason` when the receiver went away. */
  async execute(query: Query, sink: ResultSink, signal: AbortSignal): Promise<void> {
    check(query);
    const reads = query.statement.access === 'read';
    const { readers, writer, readerLimits, writerLimits, canceller, deduplicationLogs } = this.#options;
    const settings = withinLimits(query.settings, reads ? readerLimits : writerLimits);
    settings.set(QUERY_ID_SETTING, query.id);
    const context: QueryContext = { database: query.database, settings, parameters: query.parameters };
    await (reads ? readers : writer).run(signal, async (session) => {
      session.enter(context);
      let killing: { stop(): void } | undefined;
      const kill = (): void => {
        killing = canceller.kill(query.id);
      };
      signal.addEventListener('abort', kill, { once: true });
      try {
        if (query.body !== undefined) await insert(session, query, sink, deduplicationLogs);
        else await execute(session, query, sink, signal);
        if (!reads && query.body === undefined) deduplicationLogs.forget();
      } catch (error) {
        session.settle();
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', kill);
        killing?.stop();
      }
    });
  }
}

/** Refuses what ClickHouse's HTTP interface refuses too, and what must not reach an engine that shares our file system. */
function check(query: Query): void {
  const { statement, parameters } = query;
  if (statement.verb === '') throw new ClickHouseException(62, 'SYNTAX_ERROR', 'Empty query.');
  if (statement.multiple) {
    throw new ClickHouseException(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed).');
  }
  if (statement.file) {
    throw new ClickHouseException(48, 'NOT_IMPLEMENTED', 'INTO OUTFILE and FROM INFILE are not allowed here.');
  }
  if (statement.verb === 'SET' || statement.verb === 'USE') {
    throw new ClickHouseException(
      48,
      'NOT_IMPLEMENTED',
      `${statement.verb} has no effect beyond its own request; give settings and the database with each request.`,
    );
  }
  if (query.readonly && statement.access === 'unknown') {
    throw new ClickHouseException(62, 'SYNTAX_ERROR', `Syntax error: failed at position 1: ${statement.verb}.`);
  }
  if (query.readonly && statement.access === 'write') {
    throw new ClickHouseException(164, 'READONLY', 'Cannot execute query in readonly mode.');
  }
  // Parameters stay set in a session: a missing one must fail here, or it would take an earlier query's value.
  for (const name of statement.parameters) {
    if (!parameters.has(name)) {
      throw new ClickHouseException(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set.`);
    }
  }
}

async function insert(
  session: EngineSession,
  query: Query,
  sink: ResultSink,
  deduplicationLogs: DeduplicationLogs,
): Promise<void> {
  const target = insertTarget(query.statement.sql);
  if (query.body === undefined || target === undefined) {
    throw new ClickHouseException(
      48,
      'NOT_IMPLEMENTED',
      'Rows in the request body need a statement of the form INSERT INTO table (columns) FORMAT name.',
    );
  }
  const written = await session.insert(target, query.body).catch((error: unknown) => {
    deduplicationLogs.reconcile(query.database, target.table);
    throw error;
  });
  await deduplicationLogs.sync(query.database, target.table);
  await sink.whole(new Uint8Array(), {
    readRows: written.rowsSent ?? written.rowsWritten,
    readBytes: written.bytesSent,
    writtenRows: written.rowsWritten,
    writtenBytes: written.bytesWritten,
    elapsedSeconds: written.elapsed,
  });
}

async function execute(session: EngineSession, query: Query, sink: ResultSink, signal: AbortSignal): Promise<void> {
  const { statement } = query;
  const format = statement.format ?? query.defaultFormat;
  if (!streams(statement, query.parameters, format)) {
    const result = await session.run(statement.sql, format);
    const summary: Summary = {
      readRows: result.rowsRead,
      readBytes: result.bytesRead,
      writtenRows: 0,
      writtenBytes: 0,
      elapsedSeconds: result.elapsed,
    };
    await sink.whole(result.bytes(), summary);
    return;
  }
  const chunks = session.stream(statement.sql, format);
  try {
    for await (const chunk of chunks) {
      await sink.write(chunk.raw());
      // Before the next fetch: fetching from a statement that was killed meanwhile never returns (chDB 3.4.0, measured).
      signal.throwIfAborted();
    }
  } catch (error) {
    chunks.cancel();
    throw error;
  }
  await sink.end();
}

/**
 * Whether to stream: a SELECT that nothing bounds to a few rows, in a format that can be cut, and without a subquery that would
 * run on the event loop during planning.
 */
function streams(statement: Statement, parameters: ReadonlyMap<string, string>, format: string): boolean {
  if (statement.verb !== 'SELECT' && statement.verb !== 'WITH') return false;
  if (statement.grouped || statement.nested || !isConcatenable(format)) return false;
  const { limit } = statement;
  if (limit === undefined) return true;
  return (typeof limit === 'number' ? limit : Number(parameters.get(limit.parameter))) > WHOLE_RESULT_ROWS;
}
