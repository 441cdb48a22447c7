import { type ContextFields, currentContext } from '../context/context.js';
import type { EntryType, Stream } from '../entry/entry-type.js';
import type { Fields } from '../entry/field.js';
import { isStandardName } from '../entry/reserved-names.js';
import type { EmitArguments } from '../logger/logger.js';
import { actionType } from './audit-action.js';
import type { AuditAction, AuditEvent } from './audit-event.js';

/** What `log.audit` and `log.security` take after the entry type: its fields as for `log.emit`, then the event. */
export type AuditArguments<F extends Fields> =
  EmitArguments<F> extends [values: infer Values]
    ? [values: Values, event?: AuditEvent]
    : [values?: EmitArguments<F>[0], event?: AuditEvent];

/** A call of `log.audit` or `log.security`, whichever way it was made. */
export interface AuditCall {
  readonly type: EntryType;
  readonly values: object;
  readonly event: AuditEvent;
}

/** The call as it was meant: with an entry type, or with an action alone. */
export function auditCall(
  stream: 'audit' | 'security',
  first: EntryType | AuditAction,
  values: object | undefined,
  event: AuditEvent | undefined,
): AuditCall {
  if (isEntryType(first)) return { type: first, values: withContextOf(first, values ?? {}), event: event ?? {} };
  const { action = '-', outcome = 'success' } = first ?? {};
  return { type: actionType(stream, first ?? { action }), values: { action, outcome }, event: first ?? {} };
}

const isEntryType = (value: EntryType | AuditAction): value is EntryType =>
  typeof value === 'object' && value !== null && 'fields' in value && 'level' in value;

/** Standard fields the type declares and the call leaves out come from the context, so that the message has them too. */
function withContextOf(type: EntryType, values: object): object {
  try {
    return overContext(type, values);
  } catch {
    // A getter threw. The serializer meets it again and writes everything else.
    return values;
  }
}

function overContext(type: EntryType, values: object): object {
  const context: ContextFields = currentContext();
  const missing = Object.keys(type.fields).filter(
    (name) => isStandardName(name) && context[name] !== undefined && Reflect.get(values, name) === undefined,
  );
  if (missing.length === 0) return values;
  // Laid over the given values rather than copied with them: a secret among those must not be read.
  const descriptors = missing.map((name) => [name, { value: context[name], enumerable: true }]);
  return Object.create(values, Object.fromEntries(descriptors));
}

/** Entry types in the stream they are written to, whatever they declare; each is made once, so that it is compiled once. */
export class StreamTypes {
  readonly #made = new WeakMap<EntryType, Map<Stream, EntryType>>();

  in(stream: Stream, type: EntryType): EntryType {
    if (type.stream === stream) return type;
    const known = this.#made.get(type) ?? new Map<Stream, EntryType>();
    this.#made.set(type, known);
    const moved = known.get(stream) ?? Object.freeze({ ...type, stream });
    known.set(stream, moved);
    return moved;
  }
}
