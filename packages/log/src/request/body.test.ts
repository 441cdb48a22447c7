import { expect, it } from 'vitest';
import { BodySample, bodyField } from './body.js';

it.each([
  ['JSON, secrets masked', 'application/json', '{"user":"u","password":"x"}', { user: 'u', password: '[secret]' }],
  ['JSON of a kind', 'application/problem+json; charset=utf-8', '{"a":[1]}', { a: [1] }],
  ['damaged JSON', 'application/json', '{"password":"x"', '[application/json, 15 bytes]'],
  ['a form', 'application/x-www-form-urlencoded', 'a=1&pin=2&a=3', { a: ['1', '3'], pin: '[secret]' }],
  ['text', 'text/plain', 'password=x', '[text/plain, 10 bytes]'],
  ['no type', undefined, 'abc', '[3 bytes]'],
  ['a type that is none', '<b>', 'abc', '[3 bytes]'],
])('%s', (_, type, text, expected) => {
  const body = Buffer.from(text);
  expect(bodyField(body, body.length, type)).toEqual(expected);
});

it('puts a body together from its chunks, of text and bytes', () => {
  const sample = new BodySample(100);
  sample.add('{"a":', 'utf8');
  sample.add(Buffer.from('"é'));
  sample.add('In0=', 'base64');
  sample.add(null);
  expect(sample.field('application/json', undefined)).toEqual({ a: 'é' });
});

it('describes what is longer than the cap, is compressed, or is not there', () => {
  const long = new BodySample(4);
  for (const chunk of ['[1,', '2,', '3]']) long.add(chunk);
  expect(long.bytes).toBe(7);
  expect(long.field('application/json', undefined)).toBe('[application/json, 7 bytes]');
  const compressed = new BodySample(100);
  compressed.add('[1]');
  expect(compressed.field('application/json', 'gzip')).toBe('[application/json, 3 bytes]');
  expect(new BodySample(100).field('application/json', undefined)).toBeUndefined();
});
