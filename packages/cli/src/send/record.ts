import type { Json } from '@heartwood/server/contract';
import type { ParsedEntry } from '../formats/format.js';
import { formatInstant, type Instant } from '../time/instant.js';

/** What the user adds to every entry of a file. */
export interface Additions {
  /** `--service`: replaces what the entry says. */
  readonly service: string | undefined;
  /** The service of an entry that names none. */
  readonly defaultService: string;
  /** `--field`: replace fields of the same name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Names that `recordLine` writes itself, so that an entry's own fields of these names get an underscore behind. */
const TAKEN = new Set(['timestamp', 'level', 'message', 'received_at']);

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The line of NDJSON that an entry is sent as (`POST /api/v1/ingest`). An entry without a level is INFO; one that Heartwood's own
 * library wrote keeps its id.
 */
export function recordLine(entry: ParsedEntry, time: Instant, id: string, additions: Additions): string {
  const record: Record<string, Json> = {
    timestamp: formatInstant(time),
    level: entry.level ?? 'INFO',
    message: entry.message,
    id,
    service: additions.defaultService,
  };
  for (const [name, value] of Object.entries(entry.fields)) {
    if (name === 'id') {
      if (typeof value === 'string' && UUID_V7.test(value)) record.id = value;
      else record.id_ = value;
    } else record[TAKEN.has(name) ? `${name}_` : name] = value;
  }
  Object.assign(record, additions.fields);
  if (additions.service !== undefined) record.service = additions.service;
  try {
    return JSON.stringify(record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested thousands deep: parsing has no limit, printing does. What every entry has is kept.
    const { timestamp, level, message, service } = record;
    return JSON.stringify({ timestamp, level, message, id: record.id, service, truncated: true });
  }
}
