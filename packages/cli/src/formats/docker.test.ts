import { expect, it } from 'vitest';
import { readEntries, readEntry } from '../../test/entries.js';
import { docker } from './docker.js';

const line = (log: string, stream = 'stdout', time = '2026-11-21T07:45:39.034567891Z'): string =>
  JSON.stringify({ log, stream, time });

it('reads what the application wrote: JSON, logfmt or text', () => {
  const f = (log: string, want: unknown): void => expect(readEntry(docker, line(log)), log).toEqual(want);
  const time = '2026-11-21T07:45:39.034567891Z';
  f('hello\n', { time, message: 'hello', fields: { output: 'stdout' } });
  f('{"level":40,"time":1795247130000,"msg":"slow"}\n', {
    time: '2026-11-21T07:45:30.000Z',
    level: 'WARNING',
    message: 'slow',
    fields: { output: 'stdout' },
  });
  f('level=error msg="no" a=1\n', { time, level: 'ERROR', message: 'no', fields: { a: 1, output: 'stdout' } });
});

it('joins pieces of a long line and the frames of a stack trace', () => {
  const entries = readEntries(
    docker,
    [
      line('half of a '),
      line('line\n'),
      line('Error: no\n', 'stderr'),
      line('    at f (x.js:1:1)\n', 'stderr'),
      line('next\n'),
    ].join('\n'),
  );
  expect(entries.map((entry) => entry.message)).toEqual(['half of a line', 'Error: no', 'next']);
  expect(entries[1]).toMatchObject({ level: 'ERROR', fields: { output: 'stderr', error: { type: 'Error' } } });
});
