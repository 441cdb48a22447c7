import { expect, it } from 'vitest';
import { describeProblem, type SpoolProblem } from './problem.js';

const position = { segment: 2, offset: 64 };
const cases: [SpoolProblem, string][] = [
  [{ kind: 'torn-tail', position, bytes: 9 }, 'Cut 9 bytes of an unfinished write off at 2:64.'],
  [{ kind: 'corrupt-records', position, records: 3 }, 'Skipped 3 unreadable records at 2:64.'],
  [{ kind: 'corrupt-segment-header', segment: 2 }, 'The header of segment 2 is damaged; reading on by its batches.'],
  [
    { kind: 'lost-acknowledged-position', reason: 'it is missing' },
    'The acknowledged position is lost (it is missing); reading everything again.',
  ],
  [
    { kind: 'acknowledged-beyond-end', acknowledged: { segment: 2, offset: 80 }, end: position },
    'Acknowledged up to 2:80, but the data ends at 2:64.',
  ],
  [{ kind: 'lost-lock', path: '/d/lock' }, 'The lock file /d/lock is not ours any more; writing stops.'],
];

it.each(cases)('%j', (problem, sentence) => {
  expect(describeProblem(problem)).toBe(sentence);
});
