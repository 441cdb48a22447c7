import type { Json, LogRecord } from '@heartwood/server/contract';
import { fieldValue } from './field-value.js';

/** One line of the entry panel. */
export interface EntryField {
  /** As a query names it. */
  readonly name: string;
  readonly value: Json;
}

export interface EntryGroup {
  readonly title: 'Entry' | 'Context' | 'Fields' | 'Labels';
  readonly fields: readonly EntryField[];
}

const ENTRY = [
  'level',
  'service',
  'environment',
  'stream',
  'event',
  'event_version',
  'logger',
  'version',
  'host',
  'pid',
  'thread',
  'duration_ms',
  'object_type',
  'object_id',
  'retention',
  'received_at',
  'seq',
  'id',
] as const;

const CONTEXT = [
  'trace_id',
  'span_id',
  'request_id',
  'correlation_id',
  'session_id',
  'user_id',
  'username',
  'organization_id',
  'client_ip',
  'user_agent',
] as const;

const standard = (entry: LogRecord, names: readonly string[]): EntryField[] =>
  names.flatMap((name) => {
    const value = fieldValue({ ...entry, fields: {} }, name);
    return value === undefined ? [] : [{ name, value }];
  });

/** The fields of an entry in the order the panel shows them; groups without a field are left out. */
export function entryGroups(entry: LogRecord): readonly EntryGroup[] {
  const own = Object.entries(entry.fields).map(([name, value]) => ({ name, value }));
  const labels = Object.entries(entry.labels ?? {}).map(([name, value]) => ({ name, value }));
  const byName = (a: EntryField, b: EntryField) => a.name.localeCompare(b.name);
  const groups: EntryGroup[] = [
    { title: 'Fields', fields: own.toSorted(byName) },
    { title: 'Labels', fields: labels.toSorted(byName) },
    { title: 'Context', fields: standard(entry, CONTEXT) },
    { title: 'Entry', fields: standard(entry, ENTRY) },
  ];
  return groups.filter(({ fields }) => fields.length > 0);
}
