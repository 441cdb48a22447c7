import type { LogRecord } from '../record/index.js';
import { decodeEntry, ENTRY_COLUMNS } from './decode.js';
import type { Read } from './reader.js';
import { SOURCE } from './source.js';

/** One entry by its id; undefined when there is none. */
export async function entry(read: Read, id: string): Promise<LogRecord | undefined> {
  const query = `SELECT ${ENTRY_COLUMNS} FROM ${SOURCE} WHERE id = {id:UUID} LIMIT 1`;
  const { rows } = await read<Parameters<typeof decodeEntry>[0]>(query, { id });
  const [row] = rows;
  return row && decodeEntry(row);
}
