import { expect, it } from 'vitest';
import { createAccount, demoPeople, maskEmail, passwordMatches } from './accounts.js';

it('masks addresses', () => {
  const f = (email: string, want: string): void => expect(maskEmail(email)).toBe(want);
  f('ada@customers.example', 'a***@customers.example');
  f('@x', '***');
  f('no address', '***');
});

it('knows its people, who are always the same and all different', () => {
  const people = demoPeople();
  expect(people).toEqual(demoPeople());
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  const [person] = people;
  const account = createAccount('u', person!.email, 'customer', person!.password);
  expect(passwordMatches(account, person!.password)).toBe(true);
  expect(passwordMatches(account, 'other')).toBe(false);
});
