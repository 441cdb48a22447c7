import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { type ArgumentWays, readArguments } from './arguments.js';
import { callCode } from './call-code.js';

/** The call `f(…)` with these arguments, as a log call. */
function written(code: string, ways?: ArgumentWays): string {
  const source = `f(${code})`;
  const [statement] = parseSync('code.ts', source).program.body;
  const call = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (call?.type !== 'CallExpression') throw new Error('no call');
  const read = readArguments(call.arguments, source, ways);
  return 'reason' in read ? read.reason : callCode({ logger: 'log', method: 'info', ...read });
}

describe('readArguments', () => {
  it.each([
    ["'Started'", "log.info('Started')"],
    ['`Started`', "log.info('Started')"],
    ["'a\\nb'", "log.info('a\\nb')"],
    ['`User ${user.id}`', "log.info('User {userId}', { userId: user.id })"],
    ['`User ${user?.id ?? "?"}`', 'log.info(\'User {userId}\', { userId: user?.id ?? "?" })'],
    ['`Took ${Date.now() - start} ms`', "log.info('Took {value} ms', { value: Date.now() - start })"],
    ['`Rows: ${rows.length}`', "log.info('Rows: {rowsLength}', { rowsLength: rows.length })"],
    ['`Got ${await getOrder(id)}`', "log.info('Got {order}', { order: await getOrder(id) })"],
    ['`At ${list[0]}`', "log.info('At {list}', { list: list[0] })"],
    ["'Sum ' + (a + b)", "log.info('Sum {value}', { value: a + b })"],
    ["'a' + `b ${c} d` + 'e'", "log.info('ab {c} de', { c })"],
    ['a + b', "log.info('value', { value: a + b })"],
    ['err', "log.info('Unexpected error', { err })"],
    ['err.stack', "log.info('Unexpected error', { err })"],
    ["'Failed', err.message", "log.info('Failed', { err })"],
    ["'Failed', e", "log.info('Failed', { err: e })"],
    ['`Could not read ${path} (${err.message})`', "log.info('Could not read {path}', { path, err })"],
    ["'x', { a, b: 1, ...rest }", "log.info('x', { a, b: 1, ...rest })"],
    ["'x', { error: err.message }", "log.info('x', { err })"],
    ["'x', undefined", "log.info('x')"],
    ["'x', 1, 2", "log.info('x', { value: 1, value2: 2 })"],
    ["'%s of %i', a, b, c", "log.info('{a} of {b}', { c, a, b })"],
    ["'%s and %s', a", "log.info('{a} and %s', { a })"],
    ["'%j', order", "log.info('{order}', { order })"],
  ])('%s', (code, want) => expect(written(code)).toBe(want));

  it.each([
    ["{ id }, 'Order placed'", "log.info('Order placed', { id })"],
    ['{ id }, `Order ${id} placed`', "log.info('Order {id} placed', { id })"],
    ["err, 'Failed'", "log.info('Failed', { err })"],
    ["{ err }, 'Failed for %s', user", "log.info('Failed for {user}', { err, user })"],
    ["meta, 'Order placed'", "log.info('Order placed', meta)"],
    ['meta, `Order ${id}`', "log.info('Order {id}', { ...meta, id })"],
    ['{ orderId }', "log.info('order id', { orderId })"],
    ['err', "log.info('Unexpected error', { err })"],
  ])('fields first: %s', (code, want) => expect(written(code, { fieldsFirst: true })).toBe(want));

  it.each([
    ['', 'it logs nothing'],
    ['...args', 'its arguments are spread'],
    ["'%cx', 'color: red'", 'it styles its text with %c'],
    ["'x', { get a() { return 1; } }", 'it has a method or an accessor among its fields'],
    ["'x', { a() {} }", 'it has a method or an accessor among its fields'],
  ])('leaves %s: %s', (code, want) => expect(written(code)).toBe(want));

  it.each([
    ["'x', meta", "log.info('x', meta)"],
    ["'x', request.meta", "log.info('x', request.meta)"],
    ["'x', { meta }", "log.info('x', { meta })"],
    ["'x', err", "log.info('x', { err })"],
    ["'x', a, b", "log.info('x', { a, b })"],
  ])('fields last: %s', (code, want) => expect(written(code, { fieldsLast: true })).toBe(want));
});
