import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEntries, readEntry, sourceOf } from '../../test/entries.js';
import { dpkg } from './dpkg.js';

it('reads actions and states', () => {
  const f = (line: string, fields: unknown): void => {
    const entry = readEntry(dpkg, `2025-06-24 14:36:25 ${line}`);
    expect(entry).toEqual({ time: '2025-06-24T14:36:25.000Z', level: 'INFO', message: line, fields });
  };
  const libc = { object_type: 'package', object_id: 'libc6', architecture: 'amd64' };
  f('startup archives unpack', { event: 'package.startup', phase: 'archives unpack' });
  f('upgrade libc6:amd64 2.36-1 2.36-2', {
    event: 'package.upgrade',
    ...libc,
    version_before: '2.36-1',
    version_after: '2.36-2',
  });
  f('install libc6:amd64 <none> 2.36-2', { event: 'package.install', ...libc, version_after: '2.36-2' });
  f('status half-configured libc6:amd64 2.36-2', {
    event: 'package.status',
    ...libc,
    state: 'half-configured',
    package_version: '2.36-2',
  });
  f('conffile /etc/x keep', { event: 'package.conffile', file_name: '/etc/x', decision: 'keep' });
});

it('reads a file of a real machine, in its own time zone', () => {
  const text = readFileSync(new URL('../../test/fixtures/dpkg.txt', import.meta.url), 'utf8');
  const entries = readEntries(dpkg, text, sourceOf('dpkg.log', 'Europe/Berlin'));
  expect(entries).toHaveLength(15);
  expect(entries.every((entry) => entry.time?.startsWith('2025-06-24T12:36:2'))).toBe(true);
  expect(entries.filter((entry) => entry.fields.event === 'package.status')).toHaveLength(8);
});
