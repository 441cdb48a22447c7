import type { IncomingMessage } from 'node:http';
import { ClickHouseException } from '../exception.js';
import type { Query } from '../query.js';
import { inspectStatement } from '../sql/statement.js';

/** Settings of ClickHouse's HTTP server that have no meaning for the engine behind this one. */
const HTTP_ONLY: ReadonlySet<string> = new Set([
  'wait_end_of_query',
  'buffer_size',
  'send_progress_in_http_headers',
  'http_response_buffer_size',
  'http_headers_progress_interval_ms',
  'http_zlib_compression_level',
  'http_native_compression_disable_checksumming_on_decompress',
  'http_write_exception_in_output_format',
  'enable_http_compression',
  'add_http_cors_header',
  'cancel_http_readonly_queries_on_client_close',
  // The credentials; checked by the server.
  'user',
  'password',
]);

/**
 * Reads ClickHouse's HTTP interface (https://clickhouse.com/docs/interfaces/http): the statement from `query=` and the body, the
 * rest of the query string as parameters and settings.
 */
export function parseQuery(request: IncomingMessage, url: URL, body: Buffer, id: string): Query {
  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else if (!NOT_SETTINGS.has(name) && !HTTP_ONLY.has(name)) settings.set(name, value);
  }
  if (url.searchParams.has('session_id')) {
    throw new ClickHouseException(
      48,
      'NOT_IMPLEMENTED',
      'The embedded engine has no HTTP sessions; leave out session_id.',
    );
  }
  const head = url.searchParams.get('query') ?? '';
  const inserts = /^\s*insert\b/i.test(head);
  const sql = inserts ? head : [head, body.toString('utf8')].filter((part) => part !== '').join('\n');
  const readonly = Number(settings.get('readonly') ?? 0) > 0;
  // Held by the host: once set, a session could never be made writable again.
  settings.delete('readonly');
  return {
    id,
    statement: inspectStatement(sql),
    body: inserts && body.length > 0 ? body : undefined,
    parameters,
    settings,
    database: url.searchParams.get('database') ?? headerOf(request, 'x-clickhouse-database') ?? 'default',
    defaultFormat: url.searchParams.get('default_format') ?? headerOf(request, 'x-clickhouse-format') ?? 'TabSeparated',
    readonly: readonly || request.method === 'GET',
  };
}

const NOT_SETTINGS: ReadonlySet<string> = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'session_id',
  'session_timeout',
  'session_check',
  'compress',
  'decompress',
  'role',
  'quota_key',
]);

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
