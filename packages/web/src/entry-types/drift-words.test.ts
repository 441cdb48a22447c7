import { expect, it } from 'vitest';
import { driftSentence, shortCount } from './drift-words.js';

it.each([
  [{ kind: 'unknown_field', found: 'array' }, 'is not declared; it held an array.'],
  [{ kind: 'wrong_type', found: 'string' }, 'held a text.'],
  [{ kind: 'wrong_type', found: 'number' }, 'held a number.'],
  [{ kind: 'other_level', found: 'ERROR' }, 'Written at ERROR, which is none of the declared levels.'],
] as const)('says what %o means', (drift, sentence) => expect(driftSentence(drift)).toBe(sentence));

it('writes counts short, and never more than they are', () => {
  expect([0, 999, 1_000, 12_499, 999_999, 3_100_000].map(shortCount)).toEqual([
    '0',
    '999',
    '1k',
    '12.4k',
    '999.9k',
    '3.1M',
  ]);
});
