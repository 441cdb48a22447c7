// System events (sys): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** The system started. */
export const sysStartup = entryType('sys_startup', {
  level: 'warning',
  stream: 'security',
  message: 'System started',
  description: 'The system started.',
  fields: {
    user_id: f.standard({ optional: true }),
  },
});

/** The system was shut down. */
export const sysShutdown = entryType('sys_shutdown', {
  level: 'warning',
  stream: 'security',
  message: 'System shut down',
  description: 'The system was shut down.',
  fields: {
    user_id: f.standard({ optional: true }),
  },
});

/** The system was restarted. */
export const sysRestart = entryType('sys_restart', {
  level: 'warning',
  stream: 'security',
  message: 'System restarted',
  description: 'The system was restarted.',
  fields: {
    user_id: f.standard({ optional: true }),
  },
});

/** The system crashed. */
export const sysCrash = entryType('sys_crash', {
  level: 'warning',
  stream: 'security',
  message: 'System crashed',
  description: 'The system crashed.',
  fields: {
    err: f.error({ optional: true }),
  },
});

/** Something that watches the system was switched off. */
export const sysMonitorDisabled = entryType('sys_monitor_disabled', {
  level: 'warning',
  stream: 'security',
  message: 'Monitor {monitor} disabled',
  description: 'Something that watches the system was switched off.',
  fields: {
    user_id: f.standard({ optional: true }),
    monitor: f.string(),
  },
});

/** Something that watches the system was switched on. */
export const sysMonitorEnabled = entryType('sys_monitor_enabled', {
  level: 'warning',
  stream: 'security',
  message: 'Monitor {monitor} enabled',
  description: 'Something that watches the system was switched on.',
  fields: {
    user_id: f.standard({ optional: true }),
    monitor: f.string(),
  },
});
