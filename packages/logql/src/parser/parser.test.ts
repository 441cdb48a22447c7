import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuery } from '../format/format.js';
import { parseQuery } from './parser.js';

/** The query as it is printed, which shows how it was understood. */
const understood = (text: string): string => formatQuery(parseQuery(text));

describe('parseQuery', () => {
  it.each<[string, string]>([
    ['{}', '{}'],
    ['{ a = "b" , c != "d",e=~"f",g!~`h` }', '{a="b", c!="d", e=~"f", g!~"h"}'],
    ['(({a="b"}))', '{a="b"}'],
    ['{a="b"} |= "x" != "y" |~ "z" !~ `w`', '{a="b"} |= "x" != "y" |~ "z" !~ "w"'],
    ['{a="b"} |= "x" or "y" OR `z`', '{a="b"} |= "x" or "y" or "z"'],
    ['{} | a="b"', '{} | a="b"'],
    ['{} | a = 5 | b == 5 | c != 5 | d > -5', '{} | a == 5 | b == 5 | c != 5 | d > -5'],
    ['{} | t >= 1h30m and s < 10MB', '{} | t >= 90m and s < 10000000B'],
    ['{} | a="1" or b="2" and c="3"', '{} | a="1" or b="2" and c="3"'],
    ['{} | (a="1" or b="2") and c="3"', '{} | (a="1" or b="2") and c="3"'],
    ['{} | a="1", b="2" c="3"', '{} | a="1" and b="2" and c="3"'],
    // Loki's grammar: everything right of a comma is one operand.
    ['{} | a="1" or b="2", c="3" or d="4"', '{} | a="1" or b="2" and (c="3" or d="4")'],
    ['{} | __error__=""', '{} | __error__=""'],
    // A stage's name may still be a label's.
    ['{json="x"} | json="x"', '{json="x"} | json="x"'],
    ['# all\n{a="b"} # of it\n|= "x"', '{a="b"} |= "x"'],
  ])('%s', (text, expected) => {
    expect(understood(text)).toBe(expected);
  });

  it.each<[string, number, RegExp]>([
    ['', 0, /Expected a stream selector/],
    ['{', 1, /Expected a label name, but the query ends/],
    ['{a', 2, /Expected "=", "!=", "=~" or "!~", but the query ends/],
    ['{a="b"', 6, /Expected "," or "}"/],
    ['{a="b",}', 7, /after the comma/],
    ['{a=5}', 3, /Expected a value in double quotes/],
    ['{a>"b"}', 2, /Expected "="/],
    ['{a="b"} |= 5', 11, /Expected a text/],
    ['{a="b"} foo', 8, /Expected a filter/],
    ['{a="b"} |', 9, /Expected a label name/],
    ['{} | a', 6, /Expected a comparison/],
    ['{} | a > "5"', 9, /Expected a number, a duration/],
    ['{} | a > -"5"', 10, /Expected a number/],
    ['{} | (a="b"', 11, /Expected "\)" for the "\(" at position 5/],
    ['{} | a="b" or', 13, /Expected a label name/],
    ['{a=~"("}', 5, /not a regular expression: this "\(" has no closing/],
    ['{} |~ "(?=a)"', 7, /look-around/],
    ['({a="b"}', 8, /Expected "\)"/],
    [`${'('.repeat(10_000)}{}`, 101, /nested more than 100 deep/],
    [`{} | ${'('.repeat(10_000)}a="b"`, 105, /nested more than 100 deep/],
    [`{} | ${'a="1" or b="2", '.repeat(400)}a="1"`, 1619, /nested more than 100 deep/],
    [`{} ${'|= "a" '.repeat(501)}`, 3506, /more than 500/],
  ])('refuses %.60s', (text, position, message) => {
    expect(() => parseQuery(text)).toThrow(message);
    expect(() => parseQuery(text)).toThrow(expect.objectContaining({ name: 'LogqlSyntaxError', position }));
  });

  it.each<[string, string, number]>([
    ['{a="b"} | json', 'json parser', 10],
    ['{a="b"} | logfmt --strict', 'logfmt parser', 10],
    ['{a="b"} | line_format "x"', 'line_format', 10],
    ['{a="b"} | drop x', 'drop', 10],
    ['{a="b"} |> "<_>"', 'pattern match filter |>', 8],
    ['{a="b"} |= ip("10.0.0.0/8")', 'ip() line filter', 11],
    ['{} | a != ip("10.0.0.0/8")', 'ip() label filter', 10],
    ['rate({a="b"}[5m])', 'metric query with rate()', 0],
    ['sum by (a) (rate({}[5m]))', 'metric query with sum()', 0],
    ['{a="b"}[5m]', 'range [5m] of a metric query', 7],
    ['vector(1)+vector(1)', 'metric query with vector()', 0],
    ['1 + 1', 'metric query with a number', 0],
  ])('names what is not supported in %s', (text, construct, position) => {
    expect(() => parseQuery(text)).toThrow(
      expect.objectContaining({ name: 'LogqlUnsupportedError', construct, position }),
    );
  });

  it('answers any text with a query or a typed error', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '(',
        ')',
        'a',
        '=',
        '!=',
        '=~',
        '!~',
        '|=',
        '|~',
        '|',
        '"x"',
        '`y`',
        '5',
        '5m',
        '5MB',
        ',',
        'and',
        'or',
        '>',
      ],
      ...['json', 'rate', '[5m]', '"', '-', '.', '\\', '\n', '#', 'é', '\u0000'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom('', ' '), (pieces, gap) => {
        try {
          expect(parseQuery(pieces.join(gap)).kind).toBe('log-query');
        } catch (error) {
          expect(error).toHaveProperty('position');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
