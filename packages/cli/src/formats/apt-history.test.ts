import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEntries } from '../../test/entries.js';
import { aptHistory } from './apt-history.js';

it('makes one entry of every run of apt', () => {
  const text = readFileSync(new URL('../../test/fixtures/apt-history.txt', import.meta.url), 'utf8');
  const entries = readEntries(aptHistory, text);
  expect(entries.map(({ time, level, message }) => ({ time, level, message }))).toEqual([
    {
      time: '2026-05-20T16:49:12.000Z',
      level: 'INFO',
      message:
        'apt-get install -y freeglut3-dev libxcb-cursor0 libmagic1 libmagic-dev libxkbcommon-x11-0 libxcomposite-dev (install 3)',
    },
    { time: '2026-05-20T16:49:20.000Z', level: 'INFO', message: 'apt-get install -y nodejs (install 1)' },
    { time: '2025-06-24T14:36:25.000Z', level: 'INFO', message: 'apt-get -qqy upgrade (upgrade 2)' },
  ]);
  expect(entries[0]?.fields).toEqual({
    event: 'apt.run',
    duration_ms: 2_000,
    install: [
      'libxcb-util1:amd64 (0.4.0-1+b1, automatic)',
      'libmagic-dev:amd64 (1:5.44-3)',
      'freeglut3-dev:amd64 (3.4.0-1)',
    ],
    commandline:
      'apt-get install -y freeglut3-dev libxcb-cursor0 libmagic1 libmagic-dev libxkbcommon-x11-0 libxcomposite-dev',
  });
});

it('marks a run that failed and keeps a run that has not ended', () => {
  const [failed, running] = readEntries(
    aptHistory,
    'Start-Date: 2026-11-21  07:45:39\nCommandline: apt install x\nError: Sub-process returned an error code (1)\nEnd-Date: 2026-11-21  07:45:40\n\nStart-Date: 2026-11-21  07:50:00\nRequested-By: deploy (1000)\nPurge: a:amd64 (1)',
  );
  expect(failed).toMatchObject({ level: 'ERROR', fields: { error: 'Sub-process returned an error code (1)' } });
  expect(running).toMatchObject({ message: 'apt (purge 1)', fields: { requested_by: 'deploy (1000)' } });
});
