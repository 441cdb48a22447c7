import { expect, it } from 'vitest';
import { shortDifference } from './difference.js';

it.each([
  ['a\nb', 'a\nc', '- b\n+ c\n'],
  ['a\na', 'a', '- a\n'],
  ['', 'a', '- \n+ a\n'],
])('%j → %j', (before, after, want) => expect(shortDifference(before, after)).toBe(want));

it('stays short', () => {
  const long = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
  expect(shortDifference(long, 'x').split('\n')).toHaveLength(22);
  expect(shortDifference(long, 'x')).toContain('… and 31 more');
});
