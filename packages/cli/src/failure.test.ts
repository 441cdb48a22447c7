import { expect, it } from 'vitest';
import { Failure, systemCode } from './failure.js';

it('a failure has the exit code of its kind', () => {
  expect(new Failure('usage', 'x').exitCode).toBe(2);
  expect(new Failure('interrupted', 'x').exitCode).toBe(130);
});

it('finds the code of a system error wherever it hides', () => {
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  expect(systemCode(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED');
  expect(systemCode(new TypeError('fetch failed', { cause: new AggregateError([refused]) }))).toBe('ECONNREFUSED');
  expect(systemCode(new Error('x'))).toBeUndefined();
  expect(systemCode('x')).toBeUndefined();
});
