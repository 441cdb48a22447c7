export { auditAction, securityEvent } from './audit-action.js';
export type { Actor, AuditAction, AuditEvent, Outcome, Severity, Target } from './audit-event.js';
export { changedPaths } from './changed-paths.js';
export * from './own/index.js';
