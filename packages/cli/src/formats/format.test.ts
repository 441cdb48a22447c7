import { expect, it } from 'vitest';
import { isContinuation, shareOf } from './format.js';

it('knows a line that continues an entry', () => {
  const f = (line: string, want: boolean): void => expect(isContinuation(line), line).toBe(want);
  f('    at f (x.js:1:1)', true);
  f('\tat a.b.C.d(C.java:12)', true);
  f('Caused by: java.io.IOException', true);
  f('... 12 more', true);
  f('Traceback (most recent call last):', true);
  f('}', true);
  f('});', true);
  f('at noon', false);
  f('', false);
  f('Error: x', false);
});

it('counts only lines that begin an entry', () => {
  expect(shareOf(['a', '  b', '', 'c'], (line) => line === 'a')).toBe(0.5);
  expect(shareOf(['', '  x'], () => true)).toBe(0);
});
