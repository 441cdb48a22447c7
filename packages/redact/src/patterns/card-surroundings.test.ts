import { describe, expect, it } from 'vitest';
import { find } from '../scan/find.js';

/** A number with an issuer's prefix and a valid check digit; anything believes that it is a card. */
const PAN = '4111111111111111';

/** Whether the number marked by `*` in a text is taken for a card. */
const isCard = (text: string): boolean =>
  (find(text.replaceAll('*', PAN), '', (rule) => rule === 'card') ?? []).some(({ rule }) => rule === 'card');

describe('what has the form of a card', () => {
  it.each([
    // A label, or nothing that speaks against it
    ...['*', 'pan=*', '"source":"*"', '{"value":*}', '(*)', '[*]', '*,JOHN', '17;anna;*;12/27', "'*'", 'seen * twice'],
    ...['card #*', 'card id: 7, number *', 'Karte -*', 'visa/*', 'card=* bytes=3', '?number=*&page=2'],
    // Names that end in `id` and are no identifiers
    ...['paid: *', 'invalid=*', 'prepaid: *'],
    ...['%B*^DOE/JOHN^2712', '*=27121011000012345678', '* 12/27 123', '12.50 *'],
  ])('is one in %j', (text) => expect(isCard(text)).toBe(true));

  it.each([
    // In a path, after a reference or a mention, negative, behind a plus
    ...['/*', 'GET /*/items', 'next=*/edit', '#*', '<@*>', 'delta=-*', '(-*)', 'tel: +*', '<*@mx-1>'],
    // With a unit
    ...['* bytes', '* ns', '* rows', '*%', 'wrote * B in 3 ms'],
    // Under a name that says so
    ...['msgid=*', '"deviceid":"*"', 'userid: *', 'Seriennummer: *', 'klantnummer=*', '?after=*', 'until=*'],
    ...['etag=*', 'X-B3-ParentSpanId: *', 'digest: *', 'nonce=*', 'inode *', 'rrn=*', 'merchant=*', 'elapsed: *'],
    // Beside identifiers and measurements
    ...['[shop,00f067aa0ba902b7,*,true]', '4bf92f3577b34da6a3ce929d0e0e4736:*:0:1', '*/00f067aa0ba902b7'],
    ...['48.1371234 * 11.5', '*, 11.5754321'],
  ])('is none in %j', (text) => expect(isCard(text)).toBe(false));
});

describe('numbers in groups', () => {
  const groups = (text: string): string[] =>
    (find(text, '', (rule) => rule === 'card') ?? []).map(({ start, end }) => text.slice(start, end));

  it.each([
    '4111 1111 1111 1111',
    'no. 17 4111 1111 1111 1111',
    '4111 1111 1111 1111 12 27 123',
    '12 4111 1111 1111 1111 0427 123',
    '4111 1111 1111 1111 2027',
  ])('are a card in %j', (text) => expect(groups(text)).toEqual(['4111 1111 1111 1111']));

  it.each([
    '0 0 4111 1111 1111 1111 - -',
    '10053 4111 1111 1111 1111 5076',
    'f 4111 1111 1111 1111 0 4270',
    '4111 1111 1111 1111 1111 1111',
    // 13 digits, as Visa had until the last century, need a word
    'insert 4222 2222 2222 2 s',
  ])('are numbers in %j', (text) => expect(groups(text)).toEqual([]));

  it('of 13 digits are a card behind the word', () =>
    expect(groups('visa 4222 2222 2222 2')).toEqual(['4222 2222 2222 2']));
});
