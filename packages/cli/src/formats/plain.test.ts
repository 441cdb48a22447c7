import { expect, it } from 'vitest';
import { readEntries, readEntry, sourceOf } from '../../test/entries.js';
import { plain } from './plain.js';

it('reads time, level and message of the common shapes of text logs', () => {
  const f = (line: string, time: string | undefined, level: string | undefined, message: string): void =>
    expect(readEntry(plain, line), line).toEqual({
      ...(time ? { time } : {}),
      ...(level ? { level } : {}),
      message,
      fields: {},
    });
  const at = '2026-11-21T07:45:39.034Z';
  f('2026-11-21 07:45:39,034 INFO root: started', at, 'INFO', 'root: started');
  f('2026-11-21 07:45:39.034 UTC [123] LOG:  checkpoint starting', at, 'INFO', '[123] LOG:  checkpoint starting');
  f('2026/11/21 07:45:39 listening on :80', '2026-11-21T07:45:39.000Z', undefined, 'listening on :80');
  f('1:M 21 Nov 2026 07:45:39.034 * Ready to accept connections', at, undefined, '1:M * Ready to accept connections');
  f('I1121 07:45:39.034567  123 main.go:12] hello', '2026-11-21T07:45:39.034567Z', 'INFO', '123 main.go:12] hello');
  f('E1121 07:45:39.034567  123 main.go:12] bad', '2026-11-21T07:45:39.034567Z', 'ERROR', '123 main.go:12] bad');
  f(
    'update-alternatives 2026-05-20 16:49:12: run with --install x',
    '2026-05-20T16:49:12.000Z',
    undefined,
    'update-alternatives run with --install x',
  );
  f('just a sentence', undefined, undefined, 'just a sentence');
  f('   indented', undefined, undefined, '   indented');
});

it('joins what follows an entry with a time to it, and makes an error of a stack trace', () => {
  const entries = readEntries(
    plain,
    [
      '2026-11-21 07:45:39 ERROR payment failed',
      'TypeError: x is not a function',
      '    at pay (pay.js:3:7)',
      '',
      '2026-11-21 07:45:40 INFO two lines',
      'of text',
    ].join('\n'),
  );
  expect(entries).toEqual([
    {
      time: '2026-11-21T07:45:39.000Z',
      level: 'ERROR',
      message: 'payment failed',
      fields: {
        error: {
          type: 'TypeError',
          message: 'x is not a function',
          stack: 'payment failed\nTypeError: x is not a function\n    at pay (pay.js:3:7)',
        },
      },
    },
    { time: '2026-11-21T07:45:40.000Z', level: 'INFO', message: 'two lines\nof text', fields: {} },
  ]);
});

it('without times joins only what looks like a continuation', () => {
  const texts = readEntries(plain, 'one\ntwo\n  more of two\nError: three\n    at f (x.js:1:1)\nfour').map(
    (e) => e.message,
  );
  expect(texts).toEqual(['one', 'two\n  more of two', 'Error: three', 'four']);
});

it('takes times without an offset to be in the zone of the file', () => {
  expect(readEntry(plain, '2026-11-21 07:45:39 x', sourceOf('x.log', 'Europe/Berlin')).time).toBe(
    '2026-11-21T06:45:39.000Z',
  );
});

it('takes the level out of the message where it stands by itself, and keeps how it was written', () => {
  const f = (line: string, level: string, message: string, written?: string): void =>
    expect(readEntry(plain, line), line).toEqual({
      level,
      message,
      fields: written === undefined ? {} : { level_text: written },
    });
  f('ERROR disk gone', 'ERROR', 'disk gone');
  f('WARN: low disk', 'WARNING', 'low disk', 'WARN');
  f('[warn] low disk', 'WARNING', 'low disk', 'warn');
  f('[ INFO ] ready', 'INFO', 'ready');
  f('<INFO> started', 'INFO', 'started');
  f('info: from winston', 'INFO', 'from winston');
  f('INFO - by logback', 'INFO', 'by logback');
  f('INFO  | padded', 'INFO', 'padded');
  // An error's type, a logger's name, what only begins alike, and a level that is all there is stay.
  f('Error: connect ECONNREFUSED', 'ERROR', 'Error: connect ECONNREFUSED');
  f('[main] WARN  c.e.Service - slow', 'WARNING', '[main] WARN  c.e.Service - slow');
  f('INFO:root:started', 'INFO', 'INFO:root:started');
  f('LOG file rotated', 'INFO', 'LOG file rotated');
  f('ERROR', 'ERROR', 'ERROR');
  expect(readEntry(plain, 'HTTP request failed')).toEqual({ message: 'HTTP request failed', fields: {} });
});
