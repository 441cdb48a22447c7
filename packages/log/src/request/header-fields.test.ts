import { expect, it } from 'vitest';
import { headerFields } from './header-fields.js';

const headers: Record<string, string | string[]> = { accept: '*/*', via: ['a', 'b'], authorization: 'Bearer x' };
const read = (name: string) => headers[name];

it.each([
  [['accept', 'via'], { accept: '*/*', via: ['a', 'b'] }],
  [['accept', 'missing'], { accept: '*/*' }],
  [['missing'], undefined],
  [[], undefined],
])('%j', (names, fields) => expect(headerFields(names, read)).toEqual(fields));
