import { describe, expect, it } from 'vitest';
import { parseRuleModes } from './rule-modes.js';

describe('parseRuleModes', () => {
  it.each<[string, object, number]>([
    ['', {}, 0],
    ['email=mask', { email: 'mask' }, 0],
    [' email = drop , ip=off,', { email: 'drop', ip: 'off' }, 0],
    ['email=mask,email=off', { email: 'off' }, 0],
    ['email', {}, 1],
    ['email=MASK', {}, 1],
    ['e-mail=mask,ip=mask', { ip: 'mask' }, 1],
    ['constructor=mask', {}, 1],
  ])('%j', (text, want, wrong) => {
    const problems: string[] = [];
    expect(parseRuleModes(text, (problem) => problems.push(problem))).toEqual(want);
    expect(problems).toHaveLength(wrong);
  });
});
