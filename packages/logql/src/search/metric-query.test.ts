import { describe, expect, it } from 'vitest';
import { formatQuery } from '../format/format.js';
import { parseSearch } from './search.js';

describe('a metric query in the search box', () => {
  it.each<[string, string, number]>([
    ['rate({a="b"}[5m])', 'metric query with rate()', 0],
    ['  rate ( { a = "b c" } [5m])', 'metric query with rate()', 2],
    ['sum(rate({a="b"}[5m]))', 'metric query with sum()', 0],
    ['(sum by (a) (rate({}[5m])))', 'metric query with sum()', 1],
    ['topk(5, sum without(a) (rate({a=~"b"} |= "x y" [5m])))', 'metric query with topk()', 0],
    ['quantile_over_time(0.99, {a!="b"} | unwrap ms [1h])', 'metric query with quantile_over_time()', 0],
    ["count_over_time({a='b'}", 'metric query with count_over_time()', 0],
    ['rate({', 'metric query with rate()', 0],
    ['rate(errors[5m])', 'range [5m] of a metric query', 11],
    ['errors [1h30m]', 'range [1h30m] of a metric query', 7],
    ['1 - errors[$__interval]', 'range [$__interval] of a metric query', 10],
  ])('%s is refused by name', (text, construct, position) => {
    expect(() => parseSearch(text)).toThrow(
      expect.objectContaining({ name: 'LogqlUnsupportedError', construct, position }),
    );
  });

  it.each([
    ['rate(5)', '{} |~ `(?i)rate\\(5\\)`'],
    ['"rate({a=1}[5m])"', '{} |~ `(?i)rate\\(\\{a=1\\}\\[5m\\]\\)`'],
    ['send({id:5})', '{} |~ `(?i)send\\(\\{id:5\\}\\)`'],
    ['done(1) {a="b"}', '{} |~ `(?i)done\\(1\\)` |~ `(?i)\\{a="b"\\}`'],
    ['items[5] [main]', '{} |~ `(?i)items\\[5\\]` |~ `(?i)\\[main\\]`'],
    ['"slept [5m]"', '{} |~ `(?i)slept \\[5m\\]`'],
    ['path:~[5m]', '{} | path=~"[5m]"'],
  ])('%s is text', (text, expected) => {
    expect(formatQuery(parseSearch(text))).toBe(expected);
  });
});
