import { describe, expect, it } from 'vitest';
import { parseQuery } from '../parser/index.js';
import type { LogEntryView } from './entry-view.js';
import { compileQuery, matches } from './interpreter.js';

const entry: LogEntryView = {
  labels: { service: 'shop', level: 'ERROR' },
  metadata: { status: '500', took: '1.5s', size: '10KB', word: 'abc', lines: 'a\nb', empty: '' },
  line: 'Payment FAILED for order 42',
};

describe('matches', () => {
  it.each<[string, boolean]>([
    ['{}', true],
    ['{service="shop"}', true],
    ['{service="sho"}', false],
    // Regular expressions on labels are anchored.
    ['{service=~"sho"}', false],
    ['{service=~"sho."}', true],
    ['{service!~"sho"}', true],
    // A missing label is the empty string.
    ['{missing=""}', true],
    ['{missing!="x"}', true],
    ['{missing!~".+"}', true],
    ['{missing=~".+"}', false],
    // Metadata is no stream label.
    ['{status="500"}', false],
    ['{constructor=""}', true],
    // Line filters mind the case and are not anchored.
    ['{} |= "FAILED"', true],
    ['{} |= "failed"', false],
    ['{} |~ "(?i)failed"', true],
    ['{} |~ "order \\\\d+"', true],
    ['{} != "FAILED"', false],
    ['{} !~ "refund"', true],
    ['{} |= "refund" or "order"', true],
    ['{} != "refund" or "order"', false],
    ['{} != "refund" or "return"', true],
    ['{} |= ""', true],
    // Label filters see labels and metadata.
    ['{} | level="ERROR"', true],
    ['{} | status="500"', true],
    ['{} | status=~"5.."', true],
    ['{} | status=~"5"', false],
    ['{} | missing=""', true],
    ['{} | empty=""', true],
    ['{} | lines=~"a.b"', false],
    ['{} | lines=~"(?s)a.b"', true],
    ['{} | status=500', true],
    ['{} | status>=500 and status<501', true],
    ['{} | status!=500', false],
    ['{} | missing>1', false],
    ['{} | missing!=1', false],
    ['{} | empty!=1', false],
    ['{} | took>1s', true],
    ['{} | took>1500ms', false],
    ['{} | took>=1500ms', true],
    ['{} | size=10KB', true],
    ['{} | size<10KiB', true],
    ['{} | (status<200 or took>1s) and service="shop"', true],
    // What cannot be converted stays, marked; __error__ sorts it out.
    ['{} | word>5', true],
    ['{} | word>5 | __error__=""', false],
    ['{} | word>5 | __error__="LabelFilterErr"', true],
    ['{} | status>5 | __error__=""', true],
    ['{} | __error__!=""', false],
    ['{} | (status>5 or word>5) | __error__=""', true],
    ['{} | (status<5 or word>5) | __error__=""', false],
    ['{} | (word>5 and status<5) or service="shop" | __error__=""', false],
  ])('%s: %s', (query, expected) => {
    expect(matches(parseQuery(query), entry)).toBe(expected);
  });

  it('tells the error that Loki would put into __error__', () => {
    expect(compileQuery(parseQuery('{} | word>5'))(entry)).toEqual({ error: 'LabelFilterErr' });
    expect(compileQuery(parseQuery('{} | status>5'))(entry)).toEqual({});
  });
});
