import type { DriftKind, EntryTypeDescription } from '../contract/index.js';
import { type Level, levelSchema, type RecordBody, TEXT_FIELDS } from '../record/index.js';
import { compileFields, fieldsCheck, isOneOf } from './field-check.js';
import { LIBRARY_FIELDS } from './library-types.js';

/** Told what about an entry is not as declared; `field` is empty where the entry as a whole is meant. */
export type TypeReport = (kind: DriftKind, field: string, found: string) => void;

/** Compares an entry, not yet flattened, with the declaration of its type. */
export type TypeCheck = (body: RecordBody, level: Level | undefined, report: TypeReport) => void;

/** Standard fields that stand in a place of their own, when their value is of the right type. */
const LIFTED = [...TEXT_FIELDS, 'duration_ms', 'audit', 'payload'] as const satisfies readonly (keyof RecordBody)[];
type Lifted = (typeof LIFTED)[number];
const isLifted = (name: string): name is Lifted => (LIFTED as readonly string[]).includes(name);

/** Names that every entry may have. What is left of them among the fields could not be read; the pipeline decides about it. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  ...LIFTED,
  ...['timestamp', 'level', 'message', 'id', 'seq', 'pid', 'event_version', 'stream', 'retention', 'received_at'],
  ...['error', ...LIBRARY_FIELDS],
]);

/** The parts of an error or an audit detail that have no column become fields of these prefixes. */
const isPart = (name: string): boolean => name.startsWith('error_') || name.startsWith('audit_');

/**
 * Compiles the check of one entry type, to be used for every entry of it.
 *
 * @param contextFields names that context and child loggers of the service give to any entry
 *
 * @example
 * const check = compileTypeCheck(description, new Set(['tenant']));
 * check(body, 'INFO', (kind, field, found) => console.log(kind, field, found)); // wrong_type amount number
 */
export function compileTypeCheck(type: EntryTypeDescription, contextFields: ReadonlySet<string>): TypeCheck {
  const { version } = type;
  // The constants themselves, which are compared by their place in memory, as a text made of `type.levels` is not.
  const levels = levelSchema.options.filter((level) => type.levels.some((name) => name.toUpperCase() === level));
  const own = Object.entries(type.fields).filter(([name, { type: kind }]) => kind !== 'error' && !isLifted(name));
  const fields = fieldsCheck(
    compileFields(Object.fromEntries(own), ''),
    '',
    (name) => EVERYWHERE.has(name) || contextFields.has(name),
  );
  const error = Object.entries(type.fields).find(([, { type: kind, optional }]) => kind === 'error' && !optional)?.[0];
  const standard = Object.entries(type.fields).flatMap(([name, { optional, strategy }]) =>
    optional !== true && strategy !== 'drop' && isLifted(name) ? [name] : [],
  );

  return (body, level, report) => {
    if (body.event_version !== undefined && body.event_version !== version) {
      // Two versions run side by side while an application is being renewed; what fits one need not fit the other.
      report('other_version', '', String(body.event_version));
      return;
    }
    if (level !== undefined && !isOneOf(levels, level)) report('other_level', '', level);
    for (const name of standard) if (body[name] === undefined) report('missing_field', name, 'nothing');
    if (error !== undefined && body.error === undefined) report('missing_field', error, 'nothing');
    fields(body.fields, report, body.error === undefined && body.audit === undefined ? undefined : isPart);
  };
}
