import { expect, it } from 'vitest';
import { readEntry } from '../../../test/entries.js';
import { journal } from './journal.js';

it('reads journalctl -o json', () => {
  const line = {
    __CURSOR: 's=1',
    __REALTIME_TIMESTAMP: '1795247139034567',
    __MONOTONIC_TIMESTAMP: '1',
    _BOOT_ID: 'b',
    _TRANSPORT: 'syslog',
    _HOSTNAME: 'web-1',
    _PID: '812',
    _SYSTEMD_UNIT: 'ssh.service',
    SYSLOG_IDENTIFIER: 'sshd',
    PRIORITY: '4',
    MESSAGE: 'Connection closed',
  };
  expect(readEntry(journal, JSON.stringify(line))).toEqual({
    time: '2026-11-21T07:45:39.034567Z',
    level: 'WARNING',
    message: 'Connection closed',
    fields: { pid: 812, host: 'web-1', service: 'sshd', systemd_unit: 'ssh.service' },
  });
});

it('reads a message given as bytes', () => {
  expect(readEntry(journal, '{"__REALTIME_TIMESTAMP":"1795247139034567","MESSAGE":[104,105]}').message).toBe('hi');
});
