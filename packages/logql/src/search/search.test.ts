import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuery } from '../format/format.js';
import { matches } from '../interpreter/index.js';
import { parseQuery } from '../parser/index.js';
import { parseSearch } from './search.js';

describe('parseSearch', () => {
  it.each([
    ['', '{}'],
    ['   ', '{}'],
    ['{a="b"} |= "x"', '{a="b"} |= "x"'],
    ['timeout', '{} |~ "(?i)timeout"'],
    ['payment failed', '{} |~ "(?i)payment" |~ "(?i)failed"'],
    ['"payment failed"', '{} |~ "(?i)payment failed"'],
    ['-retry', '{} !~ "(?i)retry"'],
    ['NOT retry', '{} !~ "(?i)retry"'],
    ['not found', '{} |~ "(?i)not" |~ "(?i)found"'],
    ['time*out', '{} |~ "(?i)time.*out"'],
    ['*out*', '{} |~ "(?i)out"'],
    ['a.b', '{} |~ `(?i)a\\.b`'],
    ["foo() it's -", '{} |~ `(?i)foo\\(\\)` |~ "(?i)it\'s" |~ "(?i)-"'],
    ['a or b', '{} |~ "(?i)a" or "(?i)b"'],
    ['(a b) or c', '{} |~ "(?i)a" or "(?i)c" |~ "(?i)b" or "(?i)c"'],
    ['-(a or b)', '{} !~ "(?i)a" !~ "(?i)b"'],
    ['"or" "a:b"', '{} |~ "(?i)or" |~ "(?i)a:b"'],
    ['user_id:u_7', '{} | user_id="u_7"'],
    ['-user_id:u_7', '{} | user_id!="u_7"'],
    ['user.id:u_7', '{} | user_id="u_7"'],
    ['name:"two words"', '{} | name="two words"'],
    ['path:/api/*', '{} | path=~"/api/.*"'],
    ['path:~^/a|b$', '{} | path=~"^/a|b$"'],
    ['trace_id:*', '{} | trace_id!=""'],
    ['-trace_id:*', '{} | trace_id=""'],
    ['status:200 or status:404', '{} | status="200" or status="404"'],
    ['status:>=500', '{} | status >= 500 | __error__=""'],
    ['duration_ms:>1.5s', '{} | duration_ms > 1500 | __error__=""'],
    ['took:>1m size:<10mb', '{} | took > 1m | size < 10000000B | __error__=""'],
    ['-status:>=500', '{} | status < 500 or status=""'],
    ['level:error', '{} | level="ERROR"'],
    ['level:warn', '{} | level="WARNING"'],
    ['level:Warning', '{} | level="WARNING"'],
    ['level:err', '{} | level="ERROR"'],
    ['level:info', '{} | level="INFO"'],
    ['level:fatal', '{} | level="CRITICAL"'],
    ['level:panic', '{} | level="CRITICAL"'],
    ['level:verbose', '{} | level="DEBUG"'],
    ['level:"error"', '{} | level="ERROR"'],
    ['level:warn*', '{} | level=~"WARN.*"'],
    ['level:*', '{} | level!=""'],
    ['log_level:banana', '{} | log_level="banana"'],
    ['level:>=warning', '{} | level=~"WARNING|ERROR|CRITICAL"'],
    ['-level:<info', '{} | level!~"DEBUG"'],
    ['http://host/path', '{} |~ "(?i)http://host/path"'],
    ['12:30:45 Error:', '{} |~ "(?i)12:30:45" |~ "(?i)Error:"'],
  ])('%s', (text, expected) => {
    expect(formatQuery(parseSearch(text))).toBe(expected);
  });

  it.each<[string, number, RegExp]>([
    ['"open', 0, /not closed/],
    ['(a', 2, /Expected "\)"/],
    ['a or', 4, /Expected a word/],
    ['or a', 0, /Expected a word/],
    ['status:>x', 7, /cannot be compared/],
    ['level:>loud', 7, /"loud" is no level/],
    ['level:>=5', 8, /"5" is no level/],
    ['timeout level:banana', 14, /"banana" is no level; the levels are DEBUG, INFO, WARNING, ERROR, CRITICAL \(/],
    ['-level:banana', 7, /"banana" is no level/],
    ['level:"banana split"', 7, /"banana split" is no level/],
    ['a:~[', 3, /not a regular expression/],
    ['error or level:error', 0, /Words and fields cannot be alternatives/],
    ['-a or b', 1, /excluded word/],
    [`${'('.repeat(10_000)}a`, 0, /more than 500 terms/],
    ['{a', 2, /Expected "="/],
  ])('refuses %.60s', (text, position, message) => {
    expect(() => parseSearch(text)).toThrow(message);
    expect(() => parseSearch(text)).toThrow(expect.objectContaining({ name: 'LogqlSyntaxError', position }));
  });

  it('keeps values of another kind only where the search excludes the comparison', () => {
    const found = (search: string, metadata: Record<string, string>): boolean =>
      matches(parseSearch(search), { labels: {}, metadata, line: '' });
    expect(found('n:>5', { n: '6' })).toBe(true);
    expect(found('n:>5', { n: 'x' })).toBe(false);
    expect(found('-n:>5', { n: 'x' })).toBe(true);
    expect(found('-n:>5', {})).toBe(true);
    expect(found('-n:>5', { n: '6' })).toBe(false);
    expect(found('n:>5 or m:y', { n: 'x', m: 'y' })).toBe(true);
    expect(found('n:>5 or m:y', { n: 'x' })).toBe(false);
    expect(found('-n:>5 m:>1', { n: 'x', m: '2' })).toBe(true);
  });

  it('finds words wherever they stand, in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.stringMatching(/^[A-Za-z0-9]{1,8}$/), (around, word) => {
        fc.pre(!/^(and|or|not)$/i.test(word));
        const line = `${around}${word.toUpperCase()}${around}`;
        expect(matches(parseSearch(word.toLowerCase()), { labels: {}, metadata: {}, line })).toBe(true);
      }),
    );
  });

  it('gives LogQL for whatever is typed, or a typed error', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'ab:*-"()>=<~. or5{}\\|['), maxLength: 20 });
    fc.assert(
      fc.property(typed, (text) => {
        let printed: string;
        try {
          printed = formatQuery(parseSearch(text));
        } catch (error) {
          expect(error).toHaveProperty('position');
          return;
        }
        expect(formatQuery(parseQuery(printed))).toBe(printed);
      }),
      { numRuns: 3_000 },
    );
  });
});
