import { redactValue } from '@heartwood/redact';
import type { ContextFields } from '../context/context.js';
import type { EntryType } from '../entry/entry-type.js';
import type { AuditDetail } from '../entry/reserved-names.js';
import type { Level } from '../level.js';
import type { Redaction } from '../redaction/redaction.js';
import { isHidden } from '../serialize/hidden.js';
import { changedPaths } from './changed-paths.js';
import { maskState } from './mask-state.js';

/** How an audited action ended. `denied`: it was not tried, because the actor may not. */
export type Outcome = 'success' | 'failure' | 'denied';

/** How much an audited action or a security event matters. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** Who acted: an id, or an id with whatever else identifies them. */
export type Actor = string | { readonly id: string; readonly type?: string; readonly [detail: string]: unknown };

/** What was acted upon: a business object by its type and id, or a name. */
export type Target =
  | string
  | { readonly type: string; readonly id: string | number | bigint; readonly [detail: string]: unknown };

/** What `log.audit` and `log.security` take besides the fields of the entry type. Everything may be left out. */
export interface AuditEvent {
  /** Default: the `user_id` of the context. */
  readonly actor?: Actor;
  /** What was done: `invoice.approve`. Default: the name of the entry type. */
  readonly action?: string;
  /** Default: the business object among the fields of the entry type. */
  readonly target?: Target;
  /** Default `success`. */
  readonly outcome?: Outcome;
  /** Why it was done, or why it failed. */
  readonly reason?: string;
  /** Default by the level: info `low`, warning `medium`, error `high`, critical `critical`. */
  readonly severity?: Severity;
  /** The state before. Secrets are masked by key, fields the entry type declares `pii` or `sensitive` by class. */
  readonly before?: unknown;
  /** The state after. The difference is written as `changed`, a list of JSON Pointers. */
  readonly after?: unknown;
}

/** An action nobody declared an entry type for: what was done has to be said. */
export interface AuditAction extends AuditEvent {
  readonly action: string;
}

/** The detail of an entry and the standard fields that follow from it. */
export interface AuditParts {
  readonly audit: AuditDetail;
  readonly object_type?: string;
  readonly object_id?: string;
}

const SEVERITY: Readonly<Record<Level, Severity>> = {
  debug: 'low',
  info: 'low',
  warning: 'medium',
  error: 'high',
  critical: 'critical',
};

/**
 * What is written for an event: defaults filled in, states masked, differences found. Never throws; an event that cannot be read
 * says so in its reason.
 */
export function auditParts(
  type: EntryType,
  values: object,
  event: AuditEvent,
  context: ContextFields,
  redaction: Redaction,
): AuditParts {
  try {
    return readableParts(type, values, event, context, redaction);
  } catch (cause) {
    const problem = redactValue(cause instanceof Error ? cause.message : cause);
    return { audit: { action: type.name, reason: `[unreadable: ${String(problem)}]` } };
  }
}

function readableParts(
  type: EntryType,
  values: object,
  event: AuditEvent,
  context: ContextFields,
  redaction: Redaction,
): AuditParts {
  const target = event.target ?? objectOf(type, values);
  const actor = event.actor ?? context.user_id;
  const { before, after, reason } = event;
  const compared = before !== undefined && after !== undefined;
  const audit: AuditDetail = {
    ...(actor !== undefined && { actor }),
    action: event.action ?? type.name,
    ...(target !== undefined && { target }),
    outcome: event.outcome ?? 'success',
    ...(reason !== undefined && { reason }),
    severity: event.severity ?? SEVERITY[type.level],
    ...(before !== undefined && { before: maskState(before, type, redaction) }),
    ...(after !== undefined && { after: maskState(after, type, redaction) }),
    ...(compared && { changed: changedPaths(before, after) }),
  };
  if (typeof target !== 'object') return { audit };
  return { audit, object_type: target.type, object_id: String(target.id) };
}

/** The business object an entry is about: its first object field, or what it gives as the standard fields. */
function objectOf(type: EntryType, values: object): Exclude<Target, string> | undefined {
  for (const [name, field] of Object.entries(type.fields)) {
    // The id of an object with a strategy is written by its field alone, in its protected form.
    if (field.type.kind !== 'object' || field.strategy !== undefined || isHidden(name, field)) continue;
    const id: unknown = Reflect.get(values, name);
    if (isId(id)) return { type: field.type.objectType, id };
  }
  if (type.fields.object_id?.strategy !== undefined) return undefined;
  const object_type: unknown = Reflect.get(values, 'object_type');
  const object_id: unknown = Reflect.get(values, 'object_id');
  return typeof object_type === 'string' && isId(object_id) ? { type: object_type, id: object_id } : undefined;
}

const isId = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
