import { formatQuery } from '@heartwood/logql';
import type { SearchRequest, SearchResponse } from '../contract/index.js';
import { readCursor, writeCursor } from './cursor.js';
import { readPage } from './page.js';
import type { Read } from './reader.js';
import { readSelection } from './selection.js';

/** One page of entries. A page holds one entry more than asked for while it is read, which tells whether there is more. */
export async function search(
  read: Read,
  request: SearchRequest,
  now: number,
  signal?: AbortSignal,
): Promise<SearchResponse> {
  const started = performance.now();
  const selection = readSelection(request, now);
  const after = request.cursor === undefined ? undefined : readCursor(request.cursor);
  const { direction, limit } = request;
  const page = await readPage(read, { selection, direction, limit: limit + 1, after }, signal);
  const entries = page.entries.slice(0, limit);
  const last = page.entries.length > limit ? entries.at(-1) : undefined;
  return {
    entries,
    ...(last && { cursor: writeCursor(last) }),
    logql: formatQuery(selection.query),
    stats: {
      elapsed_ms: Math.round(performance.now() - started),
      rows_read: page.rowsRead,
      bytes_read: page.bytesRead,
    },
  };
}
