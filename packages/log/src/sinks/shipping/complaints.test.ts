import { expect, it } from 'vitest';
import { complainTo } from './complaints.js';

it('tells the same problem once a minute, and how often it came up in between', () => {
  const told: string[] = [];
  let now = 0;
  const complain = complainTo(
    (text) => told.push(text),
    () => now,
  );
  for (const at of [0, 1, 59_999, 60_000]) {
    now = at;
    complain('no answer');
  }
  complain('full');
  expect(told).toEqual(['heartwood: no answer\n', 'heartwood: no answer (and 2 times before)\n', 'heartwood: full\n']);
});

it('takes a problem for the same when only its numbers differ', () => {
  const told: string[] = [];
  let now = 0;
  const complain = complainTo(
    (text) => told.push(text),
    () => now,
  );
  for (const at of [0, 1_000, 2_000, 60_000]) {
    now = at;
    complain(`full: ${at + 7} of 9000 bytes`);
  }
  expect(told).toEqual([
    'heartwood: full: 7 of 9000 bytes\n',
    'heartwood: full: 60007 of 9000 bytes (and 2 times before)\n',
  ]);
});
