import { expect, it } from 'vitest';
import { HeaderFields } from './header-fields.js';

const headers: Record<string, string | string[] | undefined> = {
  accept: '*/*',
  via: ['a', 'b'],
  authorization: 'Bearer x',
  empty: '',
};

it.each([
  [['accept', 'via'], { accept: '*/*', via: ['a', 'b'] }],
  [['accept', 'missing'], { accept: '*/*' }],
  [['empty', 'missing'], { empty: '' }],
  [['missing'], undefined],
  [[], undefined],
])('%j', (names, fields) => expect(new HeaderFields(names).read((name) => headers[name])?.toJSON()).toEqual(fields));

it('remembers combinations, and tells those apart that look alike', () => {
  const fields = new HeaderFields(['accept', 'via']);
  const read = (given: typeof headers) => fields.read((name) => given[name]);
  expect(read({ accept: 'a', via: 'b' })).toBe(read({ accept: 'a', via: 'b' }));
  const alike = [{ accept: 'a,b' }, { accept: ['a', 'b'] }, { via: 'a,b' }, { accept: '', via: 'a,b' }];
  for (const given of [...alike, ...alike]) expect(read(given)?.toJSON()).toEqual(given);
});

it('bounds what it remembers', () => {
  const fields = new HeaderFields(['accept']);
  const first = fields.read(() => 'first');
  for (let index = 0; index < 1_000; index++) fields.read(() => `v${index}`);
  expect(fields.read(() => 'first')).not.toBe(first);
  const long = () => 'x'.repeat(2_000);
  const one = fields.read(long);
  fields.read(() => 'other');
  expect(fields.read(long)).not.toBe(one);
});
