import { describe, expect, it } from 'vitest';
import { MAX_QUERY_LENGTH } from '../limits.js';
import { tokenize } from './lexer.js';

const read = (text: string): unknown[] =>
  tokenize(text)
    .slice(0, -1)
    .map((token) => ('value' in token ? token.value : token.text));

describe('lexer', () => {
  it.each<[string, unknown[]]>([
    ['{a="b"}', ['{', 'a', '=', 'b', '}']],
    ['a!=b!~c=~d==e', ['a', '!=', 'b', '!~', 'c', '=~', 'd', '==', 'e']],
    ['|=|~| |>!>', ['|=', '|~', '|', '|>', '!>']],
    ['a # comment\nb', ['a', 'b']],
    ['1 1.5 .5 1e3 0x10', [1, 1.5, 0.5, 1000, 16]],
    [
      '5m 1h30m 1.5s 250ms 3us 3µs 7ns 2d 1w',
      [
        300_000_000_000n,
        5_400_000_000_000n,
        1_500_000_000n,
        250_000_000n,
        3_000n,
        3_000n,
        7n,
        172_800_000_000_000n,
        604_800_000_000_000n,
      ],
    ],
    ['-5m', [-300_000_000_000n]],
    ['10B 1kB 1KB 1KiB 2MB 1.5GiB', [10, 1000, 1000, 1024, 2_000_000, 1_610_612_736]],
    ['"a\\n\\t\\"\\\\\\x41\\u00e9\\U0001F600\\101\\xc3\\xa9"', ['a\n\t"\\AéA'.replace('éA', 'é😀Aé')]],
    ['`raw\\n "x"`', ['raw\\n "x"']],
    ['größe', ['größe']],
    ['[5m]', ['[5m]']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each<[string, RegExp, number]>([
    ['"abc', /no closing quote/, 0],
    ['`abc', /no closing backtick/, 0],
    ['"a\\qb"', /Unknown escape "\\q"/, 2],
    ['"\\ud800"', /Unknown escape/, 1],
    ['"\\xff"', /not valid UTF-8/, 0],
    ["'a'", /double quotes/, 0],
    ['a ; b', /";" means nothing/, 2],
    ['5kb', /neither a number nor a duration/, 0],
    ['5xyz', /"5xyz" is neither/, 0],
    ['[5m', /no closing bracket/, 0],
  ])('refuses %s', (text, message, position) => {
    expect(() => tokenize(text)).toThrow(message);
    expect(() => tokenize(text)).toThrow(expect.objectContaining({ name: 'LogqlSyntaxError', position }));
  });

  it('refuses a text that is too long', () => {
    expect(() => tokenize(' '.repeat(MAX_QUERY_LENGTH + 1))).toThrow(/at most 131072/);
  });
});
