import { describe, expect, it } from 'vitest';
import { type Filter, filterState, formatTerm, toggleFilter } from './filter.js';

const only = (field: string, value: string): Filter => ({ field, value, negated: false });
const without = (field: string, value: string): Filter => ({ field, value, negated: true });

describe('formatTerm', () => {
  it.each([
    [only('level', 'ERROR'), 'level:ERROR'],
    [without('service', 'shop-api'), '-service:shop-api'],
    [only('route', '/cart/:id'), 'route:"/cart/:id"'],
    [only('note', 'two words'), 'note:"two words"'],
    [only('note', 'say "hi"'), 'note:"say \\"hi\\""'],
    [only('n', '-5'), 'n:"-5"'],
    [only('n', ''), 'n:""'],
    [only('path', 'C:\\temp'), 'path:"C:\\\\temp"'],
  ])('%j is %s', (filter, term) => {
    expect(formatTerm(filter)).toBe(term);
  });
});

describe('toggleFilter', () => {
  it.each([
    ['adds to an empty query', '', only('level', 'ERROR'), 'level:ERROR'],
    ['adds behind words', 'refused', without('service', 'shop'), 'refused -service:shop'],
    ['takes back what is there', 'a level:ERROR b', only('level', 'ERROR'), 'a b'],
    ['knows a level as it was typed', 'a level:error', only('level', 'ERROR'), 'a'],
    ['knows a level by its other names', 'level:warn', only('level', 'WARNING'), ''],
    ['turns include into exclude', 'level:ERROR', without('level', 'ERROR'), '-level:ERROR'],
    ['turns exclude into include', '-level:ERROR', only('level', 'ERROR'), 'level:ERROR'],
    ['replaces another included value', 'service:shop x', only('service', 'worker'), 'x service:worker'],
    ['collects excluded values', '-service:shop', without('service', 'worker'), '-service:shop -service:worker'],
    ['leaves phrases alone', '"a   b"', only('level', 'INFO'), '"a   b" level:INFO'],
    ['leaves phrases alone on the way back', 'x  "a   b" level:INFO', only('level', 'INFO'), 'x  "a   b"'],
    ['keeps alternatives together', 'a or b', only('level', 'INFO'), '(a or b) level:INFO'],
    ['does not reach into a group', '(level:INFO or x)', only('level', 'INFO'), '(level:INFO or x) level:INFO'],
    ['adds a stage to LogQL', '{service="shop"}', only('level', 'ERROR'), '{service="shop"} | level = "ERROR"'],
    ['takes a stage back', '{a="b"} | level = "ERROR" |= "x"', only('level', 'ERROR'), '{a="b"} |= "x"'],
    ['turns a stage round', '{a="b"} | level="ERROR"', without('level', 'ERROR'), '{a="b"} | level != "ERROR"'],
  ])('%s', (_, query, filter, wanted) => {
    expect(toggleFilter(query, filter)).toBe(wanted);
  });

  it.each(['two words', 'a:b', '"', '\\', '-x', '{}', 'ü', ''])('can be read back and undone for %j', (value) => {
    for (const query of ['word', '{service="shop"}']) {
      const on = toggleFilter(query, only('field', value));
      expect(filterState(on, 'field', value)).toBe('included');
      expect(toggleFilter(on, only('field', value))).toBe(query);
      const off = toggleFilter(on, without('field', value));
      expect(filterState(off, 'field', value)).toBe('excluded');
    }
  });
});
