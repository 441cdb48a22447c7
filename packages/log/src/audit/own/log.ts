// The life of the log itself.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Logging began. */
export const logStarted = entryType('log_started', {
  level: 'info',
  stream: 'audit',
  message: 'Logging of {component} started',
  description: 'Logging began.',
  fields: {
    component: f.string(),
  },
});

/** Logging ended. */
export const logStopped = entryType('log_stopped', {
  level: 'warning',
  stream: 'audit',
  message: 'Logging of {component} stopped',
  description: 'Logging ended.',
  fields: {
    component: f.string(),
  },
});

/** Logging was interrupted. */
export const logPaused = entryType('log_paused', {
  level: 'warning',
  stream: 'audit',
  message: 'Logging of {component} paused',
  description: 'Logging was interrupted.',
  fields: {
    component: f.string(),
  },
});

/** A setting of the logging changed, a level included. */
export const logConfigChanged = entryType('log_config_changed', {
  level: 'warning',
  stream: 'audit',
  message: 'Log setting {setting} changed',
  description: 'A setting of the logging changed, a level included.',
  fields: {
    user_id: f.standard({ optional: true }),
    setting: f.string(),
    from: f.string({ optional: true }),
    to: f.string({ optional: true }),
  },
});

/** Someone read logs. */
export const logAccess = entryType('log_access', {
  level: 'info',
  stream: 'access',
  message: '{user_id} read logs of {log_stream}',
  description: 'Someone read logs.',
  fields: {
    user_id: f.standard({ optional: true }),
    log_stream: f.string(),
    query: f.string({ optional: true }),
    rows: f.integer({ optional: true }),
  },
});

/** Someone took log entries out of the system. */
export const logExport = entryType('log_export', {
  level: 'warning',
  stream: 'access',
  message: '{user_id} exported {rows} log entries',
  description: 'Someone took log entries out of the system.',
  fields: {
    user_id: f.standard({ optional: true }),
    log_stream: f.string({ optional: true }),
    query: f.string({ optional: true }),
    rows: f.integer(),
    format: f.string({ optional: true }),
  },
});

/** Someone looked at personal data that is masked otherwise. */
export const logUnmask = entryType('log_unmask', {
  level: 'warning',
  stream: 'access',
  message: '{user_id} saw masked values of {subject}',
  description: 'Someone looked at personal data that is masked otherwise.',
  fields: {
    user_id: f.standard({ optional: true }),
    subject: f.string(),
    unmasked: f.array(f.string(), { optional: true, description: 'Names of the fields.' }),
  },
});

/** A backup of the logs is complete and verified. */
export const logBackupCompleted = entryType('log_backup_completed', {
  level: 'info',
  stream: 'audit',
  message: 'Backup {backup} completed',
  description: 'A backup of the logs is complete and verified.',
  fields: {
    backup: f.string(),
    bytes: f.integer({ optional: true }),
  },
});

/** A backup of the logs failed. */
export const logBackupFailed = entryType('log_backup_failed', {
  level: 'critical',
  stream: 'audit',
  message: 'Backup {backup} failed',
  description: 'A backup of the logs failed.',
  fields: {
    backup: f.string(),
    err: f.error({ optional: true }),
  },
});

/** Logs were restored from a backup. */
export const logRestore = entryType('log_restore', {
  level: 'warning',
  stream: 'audit',
  message: 'Backup {backup} restored',
  description: 'Logs were restored from a backup.',
  fields: {
    user_id: f.standard({ optional: true }),
    backup: f.string(),
    rows: f.integer({ optional: true }),
  },
});

/** The tamper-evident history was verified. */
export const logIntegrityOk = entryType('log_integrity_ok', {
  level: 'info',
  stream: 'audit',
  message: 'Integrity of {scope} verified',
  description: 'The tamper-evident history was verified.',
  fields: {
    scope: f.string(),
    entries: f.integer({ optional: true }),
  },
});

/** The tamper-evident history does not agree with the stored entries. */
export const logIntegrityFailed = entryType('log_integrity_failed', {
  level: 'critical',
  stream: 'audit',
  message: 'Integrity of {scope} is broken at {position}',
  description: 'The tamper-evident history does not agree with the stored entries.',
  fields: {
    scope: f.string(),
    position: f.string(),
  },
});

/** The sequence numbers of a sender have a gap. */
export const logGapDetected = entryType('log_gap_detected', {
  level: 'critical',
  stream: 'audit',
  message: '{missing} entries of {source} are missing',
  description: 'The sequence numbers of a sender have a gap.',
  fields: {
    source: f.string(),
    missing: f.integer(),
    from_seq: f.integer({ optional: true }),
    to_seq: f.integer({ optional: true }),
  },
});

/** Entries reached the end of their retention and were deleted. */
export const logRetentionDisposed = entryType('log_retention_disposed', {
  level: 'info',
  stream: 'audit',
  message: 'Entries of class {retention_class} up to {until} disposed of',
  description: 'Entries reached the end of their retention and were deleted.',
  fields: {
    retention_class: f.string(),
    until: f.date(),
    rows: f.integer({ optional: true }),
  },
});
