import { describe, expect, it } from 'vitest';
import { errorDetail } from './error-detail.js';

describe('errorDetail', () => {
  it('keeps type, message, code, stack and the chain of causes', () => {
    const root = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const middle = new TypeError('no answer', { cause: root });
    const detail = errorDetail(new RangeError('payment failed', { cause: middle }));
    expect(detail).toMatchObject({
      type: 'RangeError',
      message: 'payment failed',
      causes: [
        { type: 'TypeError', message: 'no answer' },
        { type: 'Error', message: 'refused', code: 'ECONNREFUSED' },
      ],
    });
    expect(detail.stack).toContain('error-detail.test');
  });

  it('copies nothing that is not on the list', () => {
    const error = Object.assign(new Error('x'), {
      config: { headers: { Authorization: 'Bearer abc' } },
      response: 'r',
    });
    expect(Object.keys(errorDetail(error)).sort()).toEqual(['message', 'stack', 'type']);
  });

  it('ends on a circle of causes', () => {
    const a = new Error('a');
    const b = new Error('b', { cause: a });
    a.cause = b;
    expect(errorDetail(a).causes?.map((cause) => cause.message)).toEqual(['b']);
  });

  it('lists the members of an AggregateError', () => {
    const detail = errorDetail(new AggregateError([new Error('one'), 'two'], 'both failed'));
    expect(detail.causes?.map((cause) => cause.message)).toEqual(['one', 'two']);
  });

  it('keeps at most ten causes', () => {
    let error = new Error('0');
    for (let depth = 1; depth < 50; depth++) error = new Error(String(depth), { cause: error });
    expect(errorDetail(error).causes).toHaveLength(10);
  });

  it.each([
    ['a string', 'out of paper', { message: 'out of paper' }],
    ['undefined', undefined, { message: 'undefined' }],
    ['null', null, { message: 'null' }],
    ['a bigint', 12n, { message: '12' }],
    ['a symbol', Symbol('s'), { message: 'Symbol(s)' }],
    ['an object', { name: 'Odd', message: 'm', password: 'p' }, { type: 'Odd', message: 'm' }],
    ['an object without a prototype', Object.create(null), {}],
  ])('describes a thrown %s', (_, thrown, detail) => {
    expect(errorDetail(thrown)).toEqual(detail);
  });

  it('survives getters and proxies that throw', () => {
    const hostile = new Proxy(new Error('x'), {
      get() {
        throw new Error('no');
      },
    });
    expect(errorDetail(hostile)).toEqual({});
  });

  it('shortens a huge message', () => {
    expect(errorDetail(new Error('m'.repeat(100_000))).message).toHaveLength(32_768 + '… [67232 more]'.length);
  });
});
