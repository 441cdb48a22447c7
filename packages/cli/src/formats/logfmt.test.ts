import { expect, it } from 'vitest';
import { readEntry } from '../../test/entries.js';
import { logfmt, parseLogfmt } from './logfmt.js';

it('reads pairs', () => {
  const f = (line: string, want: unknown): void => expect(parseLogfmt(line), line).toEqual(want);
  f('a=1 b=two', { a: 1, b: 'two' });
  f('msg="hello \\"you\\"" n=', { msg: 'hello "you"', n: '' });
  f('x=true y=007 z=1e3 big=12345678901234567890', { x: true, y: '007', z: '1e3', big: '12345678901234567890' });
  f('a=1', undefined);
  f('level info a=1', undefined);
  f('see http://x?a=1 b=2', undefined);
});

it('reads entries of Go services', () => {
  expect(
    readEntry(logfmt, 'ts=2026-11-21T07:45:39.034Z caller=main.go:12 level=warn msg="slow query" duration_ms=12.5'),
  ).toEqual({
    time: '2026-11-21T07:45:39.034Z',
    level: 'WARNING',
    message: 'slow query',
    fields: { caller: 'main.go:12', duration_ms: 12.5 },
  });
});
