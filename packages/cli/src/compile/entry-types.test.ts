import { describe, expect, it } from 'vitest';
import { exportedEntryTypes } from './entry-types.js';

const type = (name: string) => ({ name, level: 'info', message: 'x', fields: {} });
const [a, b, c] = [type('a'), type('b'), type('c')];

describe('exportedEntryTypes', () => {
  it.each<[string, object, string[]]>([
    ['by themselves', { a, b }, ['a', 'b']],
    ['in arrays and objects', { all: [a, b], more: { c } }, ['a', 'b', 'c']],
    ['once', { a, again: a, all: [a] }, ['a']],
    ['nothing else', { log: () => {}, name: 'a', none: null, like: { name: 'a', level: 'info' } }, []],
  ])('finds them %s', (_, exported, names) => {
    expect(exportedEntryTypes(exported).map(({ name }) => name)).toEqual(names);
  });
});
