import { expect, it } from 'vitest';
import { readEntries, readEntry } from '../../test/entries.js';
import { cri } from './cri.js';

it('reads what is inside', () => {
  expect(
    readEntry(cri, '2026-11-21T08:45:39.034567891+01:00 stderr F {"level":"error","message":"no","cart":3}'),
  ).toEqual({
    time: '2026-11-21T07:45:39.034567891Z',
    level: 'ERROR',
    message: 'no',
    fields: { cart: 3, output: 'stderr' },
  });
});

it('joins partial lines and stack traces', () => {
  const at = '2026-11-21T07:45:39.034567891Z stdout';
  const entries = readEntries(
    cri,
    `${at} P half of a \n${at} F line\n${at} F Error: no\n${at} F     at f (x.js:1:1)\n${at} F\n${at} F end\n`,
  );
  expect(entries.map((entry) => entry.message)).toEqual(['half of a line', 'Error: no', '', 'end']);
});
