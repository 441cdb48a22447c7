import { expect, it } from 'vitest';
import { readEntries, readEntry, sourceOf } from '../../test/entries.js';
import { syslog } from './syslog.js';

it('reads the files of syslogd and rsyslog and the output of journalctl', () => {
  const f = (line: string, want: unknown): void => expect(readEntry(syslog, line), line).toEqual(want);
  f('Nov 21 07:45:39 web-1 sshd[812]: Accepted publickey for deploy', {
    time: '2026-11-21T07:45:39.000Z',
    message: 'Accepted publickey for deploy',
    fields: { host: 'web-1', service: 'sshd', pid: 812 },
  });
  f('<11>Nov 21 07:45:39 web-1 app: error: no route', {
    time: '2026-11-21T07:45:39.000Z',
    level: 'ERROR',
    message: 'error: no route',
    fields: { host: 'web-1', service: 'app', facility: 'user' },
  });
  f('2026-11-21T07:45:39.034567+00:00 web-1 CRON[9]: (root) CMD (true)', {
    time: '2026-11-21T07:45:39.034567Z',
    message: '(root) CMD (true)',
    fields: { host: 'web-1', service: 'CRON', pid: 9 },
  });
  f('2026-11-21T07:45:39+0000 web-1 kernel: warning: x', {
    time: '2026-11-21T07:45:39.000Z',
    level: 'WARNING',
    message: 'warning: x',
    fields: { host: 'web-1', service: 'kernel' },
  });
});

it('joins lines without a header and skips journalctl’s remarks', () => {
  const entries = readEntries(
    syslog,
    '-- Logs begin at Sat 2026-11-21 --\nNov 21 07:45:39 web-1 app[1]: first\n  second\nNov 21 07:45:40 web-1 app[1]: third\n',
  );
  expect(entries.map((entry) => entry.message)).toEqual(['first\n  second', 'third']);
});

it('takes the year from the file and the zone from the user', () => {
  const entry = readEntry(syslog, 'Dec 31 23:59:59 h a: x', sourceOf('syslog', 'Europe/Berlin'));
  expect(entry.time).toBe('2025-12-31T22:59:59.000Z');
});
