import { atLevel, type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import type { Level } from '../level.js';
import type { AuditAction } from './audit-event.js';

const fields = {
  action: f.string(),
  outcome: f.enum(['success', 'failure', 'denied']),
  invalid_fields: f.array(f.string(), { optional: true, description: '`action` when the call did not name it.' }),
};

/** What `log.audit({ action, … })` writes; an action that failed or was denied is a warning. */
export const auditAction = entryType('audit.action', {
  level: 'info',
  stream: 'audit',
  message: '{action}: {outcome}',
  description: 'An audited action without an entry type of its own; who did what to what stands in `audit`.',
  fields,
});

/** What `log.security({ action, … })` writes; its level follows the severity. */
export const securityEvent = entryType('security.event', {
  level: 'warning',
  stream: 'security',
  message: '{action}: {outcome}',
  description: 'A security event without an entry type of its own; who did what to what stands in `audit`.',
  fields,
});

type ActionType = EntryType<typeof auditAction.fields>;

const audits: Readonly<Record<'info' | 'warning', ActionType>> = {
  info: auditAction,
  warning: atLevel(auditAction, 'warning'),
};

const securityEvents: Readonly<Record<'info' | 'warning' | 'error' | 'critical', ActionType>> = {
  info: atLevel(securityEvent, 'info'),
  warning: securityEvent,
  error: atLevel(securityEvent, 'error'),
  critical: atLevel(securityEvent, 'critical'),
};

/**
 * The entry type of an action nobody declared one for, at the level that fits it.
 *
 * @param atLeast the lowest level it may have
 */
export function actionType(
  stream: 'audit' | 'security',
  action: AuditAction,
  atLeast: 'info' | 'warning' = 'info',
): EntryType {
  const level = stream === 'audit' ? levelOfOutcome(action) : levelOfSeverity(action);
  const written = level === 'info' ? atLeast : level;
  return stream === 'audit' ? audits[written === 'info' ? 'info' : 'warning'] : securityEvents[written];
}

/** An event that cannot be read is at its usual level; that it cannot be read is written. */
function levelOfOutcome(action: AuditAction): 'info' | 'warning' {
  try {
    return (action.outcome ?? 'success') === 'success' ? 'info' : 'warning';
  } catch {
    return 'warning';
  }
}

function levelOfSeverity(action: AuditAction): Exclude<Level, 'debug'> {
  try {
    const { severity = 'medium' } = action;
    if (severity === 'low') return 'info';
    if (severity === 'medium') return 'warning';
    return severity === 'high' ? 'error' : 'critical';
  } catch {
    return 'warning';
  }
}
