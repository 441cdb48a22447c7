import type { LogRecord } from '../record/index.js';
import type { Cursor } from './cursor.js';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from './decode.js';
import type { Read } from './reader.js';
import { IN_RANGE, rangeParameters, type Selection } from './selection.js';
import { SOURCE } from './source.js';
import { windowsOf } from './windows.js';

export interface PageRequest {
  readonly selection: Pick<Selection, 'from' | 'to' | 'condition' | 'parameters'>;
  readonly direction: 'backward' | 'forward';
  readonly limit: number;
  /** Begins after this place. */
  readonly after?: Cursor | undefined;
}

export interface Page {
  readonly entries: readonly LogRecord[];
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** Reads the first `limit` entries of a selection in time order, ties broken by id. */
export async function readPage(read: Read, request: PageRequest, signal?: AbortSignal): Promise<Page> {
  const { selection, direction, limit, after } = request;
  const backward = direction === 'backward';
  const from = !backward && after !== undefined && after.timestamp > selection.from ? after.timestamp : selection.from;
  const to = backward && after !== undefined && after.timestamp < selection.to ? after.timestamp + 1n : selection.to;
  const order = backward ? 'DESC' : 'ASC';
  const than = backward ? '<' : '>';
  // Compared by the engine alone, so that its order of ids is the order of the pages.
  const place = `(timestamp, id) ${than} (fromUnixTimestamp64Nano({after_timestamp:Int64}, 'UTC'), {after_id:UUID})`;
  const query = `SELECT ${ENTRY_COLUMNS} FROM ${SOURCE}
    WHERE ${IN_RANGE} AND (${selection.condition})${after === undefined ? '' : ` AND ${place}`}
    ORDER BY timestamp ${order}, id ${order} LIMIT {limit:UInt32}`;
  const entries: LogRecord[] = [];
  let rowsRead = 0;
  let bytesRead = 0;
  for (const window of windowsOf({ from, to }, direction)) {
    const parameters = {
      ...selection.parameters,
      ...rangeParameters(window.from, window.to),
      limit: limit - entries.length,
      ...(after && { after_timestamp: after.timestamp.toString(), after_id: after.id }),
    };
    const result = await read<Parameters<typeof decodeEntry>[0] & EntryRow>(query, parameters, signal);
    entries.push(...result.rows.map(decodeEntry));
    rowsRead += result.rowsRead;
    bytesRead += result.bytesRead;
    if (entries.length >= limit) break;
  }
  return { entries, rowsRead, bytesRead };
}
