import { expect, it } from 'vitest';
import { isText, parseObject, takeFirst, takeMember } from './members.js';

it('takes a member out of an object, flat or nested', () => {
  const object = { 'log.level': 'warn', service: { name: 'shop', id: 1 }, trace: { id: 't' } };
  expect(takeMember(object, 'log.level', isText)).toBe('warn');
  expect(takeMember(object, 'service.name', isText)).toBe('shop');
  expect(takeMember(object, 'trace.id', isText)).toBe('t');
  expect(takeMember(object, 'service.id', isText)).toBeUndefined();
  expect(object).toEqual({ service: { id: 1 } });
});

it('takes the first name there is', () => {
  const object = { msg: 'b', message: 3 };
  expect(takeFirst(object, ['message', 'msg'], isText)).toBe('b');
  expect(object).toEqual({ message: 3 });
});

it('parses objects only', () => {
  const f = (line: string, want: unknown): void => expect(parseObject(line), line).toEqual(want);
  f('{"a":1}', { a: 1 });
  f('  {"a":1}', { a: 1 });
  f('[1]', undefined);
  f('"a"', undefined);
  f('{"a":', undefined);
  f('null', undefined);
});
