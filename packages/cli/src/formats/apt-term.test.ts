import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEntries } from '../../test/entries.js';
import { aptTerm } from './apt-term.js';

it('reads what dpkg printed, as it was to be seen in the end', () => {
  const text = readFileSync(new URL('../../test/fixtures/apt-term.txt', import.meta.url), 'utf8');
  const entries = readEntries(aptTerm, text);
  expect(entries.slice(0, 3)).toEqual([
    {
      time: '2025-06-24T14:36:25.000Z',
      level: 'INFO',
      message: 'Log started: 2025-06-24  14:36:25',
      fields: { event: 'apt.run_started' },
    },
    { level: 'INFO', message: '(Reading database ... 6089 files and directories currently installed.)', fields: {} },
    { level: 'INFO', message: 'Preparing to unpack .../libsystemd0_252.38-1~deb12u1_amd64.deb ...', fields: {} },
  ]);
  expect(entries.filter((entry) => entry.time !== undefined)).toHaveLength(3);
});

it('knows the words of dpkg and apt for trouble', () => {
  const levels = readEntries(
    aptTerm,
    'Log started: 2026-11-21  07:45:39\ndpkg: error processing x\nW: no cache\nE: broken',
  );
  expect(levels.map((entry) => entry.level)).toEqual(['INFO', 'ERROR', 'WARNING', 'ERROR']);
});
