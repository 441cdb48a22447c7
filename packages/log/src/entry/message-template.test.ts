import { describe, expect, expectTypeOf, it } from 'vitest';
import { messagePieces, type Placeholders } from './message-template.js';

describe('messagePieces', () => {
  it.each([
    ['', []],
    ['plain', [{ text: 'plain' }]],
    ['{a}', [{ field: 'a' }]],
    ['Hi {a}, {b}!', [{ text: 'Hi ' }, { field: 'a' }, { text: ', ' }, { field: 'b' }, { text: '!' }]],
    ['open { brace', [{ text: 'open { brace' }]],
    ['{}', [{ field: '' }]],
  ])('%s', (message, pieces) => {
    expect(messagePieces(message)).toEqual(pieces);
  });

  it('has the same placeholders in the type system', () => {
    expectTypeOf<Placeholders<'Invoice {invoice} by {approver}'>>().toEqualTypeOf<'invoice' | 'approver'>();
    expectTypeOf<Placeholders<'plain'>>().toEqualTypeOf<never>();
  });
});
