import { expect, it } from 'vitest';
import { textCleaner } from './clean-text.js';

const clean = textCleaner();

it.each([
  ['no address', 'Cart is empty', 'Cart is empty'],
  ['a query', 'GET https://a.example/b?token=x failed', 'GET https://a.example/b failed'],
  ['a fragment', 'https://a.example/#access_token=x', 'https://a.example/'],
  ['quoted', '{"url":"https://a.example/?a=1"}', '{"url":"https://a.example/"}'],
  ['a frame', 'at f (https://a.example/app.js?v=17:10:5)', 'at f (https://a.example/app.js:10:5)'],
  ['a frame at the end', 'at https://a.example/app.js?v=1:2:3', 'at https://a.example/app.js:2:3'],
  [
    'two frames',
    'at https://a.example/r?k=s:1:2\n  at https://a.example/x:3:4',
    'at https://a.example/r:1:2\n  at https://a.example/x:3:4',
  ],
  ['a password', 'ws://kim:pw@a.example/s', 'ws://a.example/s'],
  ['a header', 'authorization: Bearer abcdefgh12345', 'authorization: [secret]'],
  ['a JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl!', 'got [secret]!'],
])('%s', (_, text, expected) => {
  expect(clean(text)).toBe(expected);
});

it('bounds a text first, and lets the options add to it', () => {
  expect(clean('x'.repeat(30), 10)).toBe(`${'x'.repeat(10)}… [20 more]`);
  expect(textCleaner((text) => text.replace('Kim', '[name]'))('Hi Kim')).toBe('Hi [name]');
});
