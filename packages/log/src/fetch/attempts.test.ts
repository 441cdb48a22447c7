import { expect, it } from 'vitest';
import { Attempts } from './attempts.js';

it('counts a call that follows a failed one of its kind in the same scope', () => {
  const attempts = new Attempts();
  const [one, other] = [{}, {}];
  expect(attempts.next(one, 'a')).toBe(1);
  attempts.ended(one, 'a', 1, true);
  expect(attempts.next(one, 'a')).toBe(2);
  expect(attempts.next(one, 'b')).toBe(1);
  expect(attempts.next(other, 'a')).toBe(1);
  attempts.ended(one, 'a', 2, false);
  expect(attempts.next(one, 'a')).toBe(1);
});

it('knows no retries outside of a scope', () => {
  const attempts = new Attempts();
  attempts.ended(undefined, 'a', 1, true);
  expect(attempts.next(undefined, 'a')).toBe(1);
});

it('remembers a bounded number of calls', () => {
  const attempts = new Attempts();
  const scope = {};
  for (let i = 0; i < 1_000; i++) attempts.ended(scope, `call ${i}`, 1, true);
  expect(attempts.next(scope, 'call 0')).toBe(2);
  expect(attempts.next(scope, 'call 999')).toBe(1);
});
