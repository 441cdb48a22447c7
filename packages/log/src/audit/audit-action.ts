import { atLevel, type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import type { Level } from '../level.js';
import type { AuditAction } from './audit-event.js';

const outcome = f.enum(['success', 'failure', 'denied']);

/** What `log.audit({ action, … })` writes; an action that failed or was denied is a warning. */
export const auditAction = entryType('audit.action', {
  level: 'info',
  stream: 'audit',
  message: '{action}: {outcome}',
  description: 'An audited action without an entry type of its own; who did what to what stands in `audit`.',
  fields: { action: f.string(), outcome },
});

/** What `log.security({ action, … })` writes; its level follows the severity. */
export const securityEvent = entryType('security.event', {
  level: 'warning',
  stream: 'security',
  message: '{action}: {outcome}',
  description: 'A security event without an entry type of its own; who did what to what stands in `audit`.',
  fields: { action: f.string(), outcome },
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

/** The entry type of an action nobody declared one for, at the level that fits it. */
export function actionType(stream: 'audit' | 'security', action: AuditAction): EntryType {
  if (stream === 'audit') return audits[(action.outcome ?? 'success') === 'success' ? 'info' : 'warning'];
  return securityEvents[levelOf(action)];
}

function levelOf({ severity = 'medium' }: AuditAction): Exclude<Level, 'debug'> {
  if (severity === 'low') return 'info';
  if (severity === 'medium') return 'warning';
  return severity === 'high' ? 'error' : 'critical';
}
