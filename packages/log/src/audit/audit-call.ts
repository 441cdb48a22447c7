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
  /** Whether the call did not say what was done. It is written, with `invalid_fields`. */
  readonly incomplete: boolean;
}

/** What stands for an action that was not said. */
const NO_ACTION = '[no action]';

/** The call as it was meant: with an entry type, or with an action alone. Never throws, whatever JavaScript or `any` lets through. */
export function auditCall(
  stream: 'audit' | 'security',
  first: EntryType | AuditAction,
  values: object | undefined,
  event: AuditEvent | undefined,
): AuditCall {
  if (isEntryType(first)) {
    return { type: first, values: withContextOf(first, values ?? {}), event: event ?? {}, incomplete: false };
  }
  // The name alone, where others take it: what stands behind it is the event.
  if (typeof first === 'string') return actionCall(stream, { ...values, ...event, action: first });
  return actionCall(stream, first);
}

function actionCall(stream: 'audit' | 'security', event: AuditAction): AuditCall {
  const action = textOf(event, 'action');
  const outcome = textOf(event, 'outcome') ?? 'success';
  if (action !== undefined) {
    return { type: actionType(stream, event), values: { action, outcome }, event, incomplete: false };
  }
  const values = { action: NO_ACTION, outcome, invalid_fields: ['action'] };
  const about = { ...readable(event), action: NO_ACTION };
  return { type: actionType(stream, about, 'warning'), values, event: about, incomplete: true };
}

/** A text that is not empty; `undefined` also when it cannot be read. */
function textOf(event: AuditAction, name: 'action' | 'outcome'): string | undefined {
  try {
    const value: unknown = event?.[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What of an event can be read. */
function readable(event: AuditEvent): AuditEvent {
  try {
    return { ...event };
  } catch {
    return { reason: '[unreadable]' };
  }
}

function isEntryType(value: EntryType | AuditAction): value is EntryType {
  try {
    return typeof value === 'object' && value !== null && 'fields' in value && 'level' in value;
  } catch {
    return false; // a proxy that refuses to say what it is
  }
}

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
