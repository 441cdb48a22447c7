import { expect, it } from 'vitest';
import { Redaction } from '../redaction/redaction.js';
import { MessageTexts } from './message-text.js';

it.each([
  ['Cache warmed', 'Cache warmed'],
  ['say "hi"\n', 'say \\"hi\\"\\n'],
  ['paid with 4111 1111 1111 1111', 'paid with [card]'],
  ['x'.repeat(300), 'x'.repeat(300)],
])('%s is written as %s, the second time too', (message, text) => {
  const texts = new MessageTexts(new Redaction());
  expect([texts.json(message), texts.json(message)]).toEqual([text, text]);
});

it('stays right over more messages than it remembers', () => {
  const texts = new MessageTexts(new Redaction());
  for (let index = 0; index < 2_500; index++) expect(texts.json(`Message ${index}`)).toBe(`Message ${index}`);
  expect(texts.json('Message 0')).toBe('Message 0');
});
