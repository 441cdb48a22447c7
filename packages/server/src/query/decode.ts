import {
  type AuditDetail,
  auditDetailSchema,
  type ErrorDetail,
  type Json,
  jsonSchema,
  type Level,
  type LogRecord,
  type Stream,
  TEXT_FIELDS,
} from '../record/index.js';
import { COLUMNS } from '../store/schema/columns.js';

/** One row of an entries table as ClickHouse's JSON gives it, 64-bit integers as text. */
export interface EntryRow {
  readonly timestamp: string;
  readonly id: string;
  readonly received_at: string;
  readonly retention: string;
  readonly level: Level;
  readonly stream: Stream;
  readonly message: string;
  readonly event_version: number;
  readonly pid: number;
  readonly seq: string;
  readonly duration_ms: number | null;
  readonly error_type: string;
  readonly error_message: string;
  readonly error_code: string;
  readonly error_stack: string;
  readonly error_causes: string;
  readonly audit: string;
  readonly payload: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly json_fields: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly pushed: boolean;
}
type TextColumns = Readonly<Record<(typeof TEXT_FIELDS)[number], string>>;

/** The columns `decodeEntry` reads, for a SELECT. */
export const ENTRY_COLUMNS = COLUMNS.map(({ name }) => name).join(', ');

/** Turns a row back into the entry it was made of: absent fields left out, types of fields restored. */
export function decodeEntry(row: EntryRow & TextColumns): LogRecord {
  const record: LogRecord = {
    id: row.id,
    timestamp: toRfc3339(row.timestamp),
    received_at: toRfc3339(row.received_at),
    level: row.level,
    message: row.message,
    stream: row.stream,
    retention: row.retention,
    fields: decodeFields(row),
  };
  for (const name of TEXT_FIELDS) if (row[name] !== '') record[name] = row[name];
  if (row.event_version !== 0) record.event_version = row.event_version;
  if (row.pid !== 0) record.pid = row.pid;
  if (row.seq !== '0') record.seq = Number(row.seq);
  if (row.duration_ms !== null) record.duration_ms = row.duration_ms;
  if (row.payload !== '') record.payload = row.payload;
  const error = decodeError(row);
  if (error !== undefined) record.error = error;
  if (row.audit !== '') record.audit = decodeAudit(row.audit);
  if (row.pushed) record.labels = { ...row.labels };
  return record;
}

function decodeFields({ fields, json_fields }: EntryRow): Record<string, Json> {
  const typed = new Set(json_fields);
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, typed.has(name) ? decodeJson(text) : text]),
  );
}

/** What cannot be read back is shown as the text it is stored as: one entry must never hide the others of its page. */
function decodeJson(text: string): Json {
  try {
    return jsonSchema.parse(JSON.parse(text));
  } catch {
    return text;
  }
}

function decodeError(row: EntryRow): ErrorDetail | undefined {
  const error: ErrorDetail = {};
  if (row.error_type !== '') error.type = row.error_type;
  if (row.error_message !== '') error.message = row.error_message;
  if (row.error_code !== '') error.code = row.error_code;
  if (row.error_stack !== '') error.stack = row.error_stack;
  if (row.error_causes !== '') error.causes = decodeCauses(row.error_causes);
  return Object.keys(error).length === 0 ? undefined : error;
}

function decodeCauses(text: string): Json[] {
  const causes = decodeJson(text);
  return Array.isArray(causes) ? [...causes] : [causes];
}

/** An audit part that is not as it should be is shown under `after`, as it is stored. */
function decodeAudit(text: string): AuditDetail {
  const value = decodeJson(text);
  const detail = auditDetailSchema.safeParse(value);
  return detail.success ? detail.data : { after: value };
}

/** `2026-11-21 08:00:00.123000000` → `2026-11-21T08:00:00.123Z`: at least milliseconds, no more zeros than that. */
const toRfc3339 = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 23)}${text.slice(23).replace(/0+$/, '')}Z`;
